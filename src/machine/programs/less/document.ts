import type { RE2JS } from 're2js'
import type { Settings } from './settings.ts'

/** A text's lines, and which of them are shown: not those that are squeezed or do not match a filter. */
export class Document {
  readonly lines: string[]
  /** The numbers, from 0, of the lines that are shown. */
  shown: readonly number[] = []
  #ends: number[] | undefined

  constructor(text: string) {
    this.lines = text.split('\n')
    if (this.lines.at(-1) === '') this.lines.pop()
  }

  choose({ squeeze }: Settings, filter: RE2JS | undefined): void {
    const shown: number[] = []
    let wasEmpty = false
    this.lines.forEach((line, i) => {
      const isEmpty = line === '' || line === '\r'
      if (!(squeeze && isEmpty && wasEmpty) && (!filter || filter.test(line))) shown.push(i)
      wasEmpty = isEmpty
    })
    this.shown = shown
  }

  /** How many bytes there are up to a line's end; `-1` gives none. */
  bytesUntil(line: number): number {
    if (!this.#ends) {
      let sum = 0
      this.#ends = this.lines.map((text) => (sum += new TextEncoder().encode(text).length + 1))
    }
    return line < 0 ? 0 : (this.#ends[line] ?? this.#ends.at(-1) ?? 0)
  }

  get size(): number {
    return this.bytesUntil(this.lines.length - 1)
  }

  /** The line that lies so many percent into the text. */
  lineAt(percent: number): number {
    const wanted = (this.size * percent) / 100
    let line = 0
    while (line < this.lines.length - 1 && this.bytesUntil(line) <= wanted) line++
    return line
  }
}
