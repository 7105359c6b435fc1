import type { Shell } from '../shell.ts'

const partsPerStep = 10_000

/** A text that is put together from many parts, with steps of the shell between, so that ^C comes through. */
export class LongText {
  #text = ''
  #parts: string[] = []

  constructor(private readonly shell: Shell) {}

  /** True when it is time for a step. */
  add(part: string): boolean {
    if (part !== '') this.#parts.push(part)
    return this.#parts.length >= partsPerStep
  }

  async step(): Promise<void> {
    this.#join()
    await this.shell.step()
  }

  get text(): string {
    this.#join()
    return this.#text
  }

  #join(): void {
    this.#text += this.#parts.join('')
    this.#parts = []
  }
}
