import { LineBuffer } from './buffer.ts'

/** ^R: the newest entry that contains what has been typed, then older ones. */
export class HistorySearch {
  #query = ''
  #at: number
  #failed = false
  match: string | undefined
  /** Where the query stands in the match. */
  position = 0

  constructor(private readonly entries: readonly string[]) {
    this.#at = entries.length
  }

  get prompt(): string {
    return `(${this.#failed ? 'failed ' : ''}reverse-i-search)\`${this.#query}': `
  }

  add(text: string): void {
    this.#query += text
    this.#find(Math.min(this.#at, this.entries.length - 1))
  }

  removeLast(): void {
    this.#query = [...this.#query].slice(0, -1).join('')
    this.#find(this.entries.length - 1)
  }

  older(): void {
    this.#find(this.#at - 1)
  }

  #find(from: number): void {
    if (this.#query === '') return
    for (let i = from; i >= 0; i--) {
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
