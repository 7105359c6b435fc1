import { LineBuffer } from './buffer.ts'

/** ^R and ^S: the nearest entry, older or newer, that contains what has been typed. */
export class HistorySearch {
  #query = ''
  #at: number
  #failed = false
  match: string | undefined
  /** Where the query stands in the match. */
  position = 0

  constructor(
    private readonly entries: readonly string[],
    /** -1 looks for older entries, 1 for newer ones. */
    private direction: -1 | 1 = -1,
  ) {
    this.#at = direction < 0 ? entries.length : -1
  }

  get prompt(): string {
    const way = this.direction < 0 ? 'reverse-' : ''
    return `(${this.#failed ? 'failed ' : ''}${way}i-search)\`${this.#query}': `
  }

  add(text: string): void {
    this.#query += text
    this.#find(Math.max(0, Math.min(this.#at, this.entries.length - 1)))
  }

  removeLast(): void {
    this.#query = [...this.#query].slice(0, -1).join('')
    this.#find(this.direction < 0 ? this.entries.length - 1 : 0)
  }

  /** On to the next entry that fits; the query of the search before when there is none yet. */
  next(direction: -1 | 1, before: string): void {
    this.direction = direction
    if (this.#query === '' && before !== '') this.add(before)
    else this.#find(this.#at + direction)
  }

  get query(): string {
    return this.#query
  }

  #find(from: number): void {
    if (this.#query === '') return
    for (let i = from; i >= 0 && i < this.entries.length; i += this.direction) {
      const position = this.entries[i]!.indexOf(this.#query)
      if (position < 0) continue
      this.#at = i
      this.match = this.entries[i]!
      this.position = Array.from(this.match.slice(0, position)).length
      this.#failed = false
      return
    }
    this.#failed = true
  }

  shown(line: LineBuffer): LineBuffer {
    const shown = new LineBuffer()
    if (this.match === undefined) shown.set(line.text, line.cursor)
    else shown.set(this.match, this.position)
    return shown
  }
}
