/** A line with the file it came from; `unterminated` when the file ends without a newline after it. */
export interface SedLine {
  text: string
  name: string
  unterminated: boolean
}

export interface SedBatch {
  lines: string[]
  unterminated: boolean
  name: string
}

/** Lines of all inputs, one after the other, looked ahead at only when `$` has to be known. */
export class SedInput {
  #batch: SedBatch | undefined
  #at = 0
  #before: (() => Promise<void>) | undefined

  constructor(private readonly source: AsyncIterator<SedBatch>) {}

  /** What is to be done before waiting for more: output must not be held back meanwhile. */
  onWait(run: () => Promise<void>): void {
    this.#before = run
  }

  /** Whether a line is at hand, so that nothing has to be waited for. */
  get buffered(): boolean {
    return this.#batch !== undefined && this.#at < this.#batch.lines.length
  }

  async next(): Promise<SedLine | undefined> {
    return (await this.#fill()) ? this.take() : undefined
  }

  /** The next line, when it is at hand. */
  take(): SedLine {
    const { lines, name, unterminated } = this.#batch!
    const text = lines[this.#at++]!
    return { text, name, unterminated: unterminated && this.#at === lines.length }
  }

  async isEmpty(): Promise<boolean> {
    return !(await this.#fill())
  }

  async #fill(): Promise<boolean> {
    while (!this.buffered) {
      await this.#before?.()
      const next = await this.source.next()
      if (next.done) return false
      this.#batch = next.value
      this.#at = 0
    }
    return true
  }
}
