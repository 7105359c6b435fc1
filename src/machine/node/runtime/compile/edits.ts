/** Changes to a text by place; what stands between stays as it is, and so do line numbers. */
export class Edits {
  readonly #edits: { start: number; end: number; text: string }[] = []

  constructor(readonly source: string) {}

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text })
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text)
  }

  /** Blanks a stretch but for its line breaks. */
  blank(start: number, end: number): void {
    this.replace(start, end, this.source.slice(start, end).replaceAll(/[^\n\r\u2028\u2029]/g, ' '))
  }

  apply(): string {
    const edits = this.#edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
    let result = ''
    let at = 0
    for (const { start, end, text } of edits) {
      result += this.source.slice(at, start) + text
      at = end
    }
    return result + this.source.slice(at)
  }
}
