import { charWidth } from '../../terminal/width.ts'
import type { Comparison } from './hunks.ts'

export interface SideBySideOptions {
  /** Columns for both sides. */
  width: number
  /** Lines that are the same are left out, or shown only on the left. */
  suppressCommon: boolean
  leftColumn: boolean
  /** -t. */
  expandTabs: boolean
}

const tabSize = 8
const gutter = 3
const noNewline = '\n\\ No newline at end of file'

/** -y: both texts beside each other, as GNU lays them out. */
export function* sideBySide(
  { edits, old, fresh }: Comparison,
  options: SideBySideOptions,
): Generator<string> {
  const layout = new Layout(options)
  let [left, right] = [0, 0]
  const same = function* (until: number): Generator<string> {
    for (; left < until; left++, right++)
      if (!options.suppressCommon)
        yield options.leftColumn
          ? layout.row(old[left], '(', undefined)
          : layout.row(old[left], ' ', fresh[right])
  }
  for (const { from, to } of edits) {
    yield* same(from[0])
    for (; left < from[1] && right < to[1]; left++, right++) yield layout.row(old[left], '|', fresh[right])
    for (; left < from[1]; left++) yield layout.row(old[left], '<', undefined)
    for (; right < to[1]; right++) yield layout.row(undefined, '>', fresh[right])
  }
  yield* same(old.length)
}

class Layout {
  readonly #half: number
  readonly #column: number

  constructor(private readonly options: SideBySideOptions) {
    const { width } = options
    const tab = options.expandTabs ? 1 : tabSize
    const unaligned = (width >> 1) + ((tab + gutter) >> 1) + (width & (tab + gutter) & 1)
    const offset = unaligned - (unaligned % tab)
    this.#half = Math.max(0, Math.min(offset - gutter, width - offset))
    this.#column = this.#half > 0 ? offset : width
  }

  row(left: string | undefined, mark: string, right: string | undefined): string {
    let [text, column] = ['', 0]
    const isWhole = (line: string | undefined): boolean => line !== undefined && !line.endsWith(noNewline)
    if (left !== undefined) [text, column] = this.#put(left)
    if (mark !== ' ') {
      const to = (this.#half + this.#column - 1) >> 1
      const shown = mark === '|' && isWhole(left) !== isWhole(right) ? (isWhole(left) ? '/' : '\\') : mark
      text += this.#blanks(column, to) + shown
      column = to + 1
    }
    if (right !== undefined && right !== '') text += this.#blanks(column, this.#column) + this.#put(right)[0]
    return isWhole(left) || isWhole(right) ? `${text}\n` : text
  }

  #blanks(from: number, to: number): string {
    let [text, at] = ['', from]
    if (!this.options.expandTabs)
      for (let stop = at + tabSize - (at % tabSize); stop <= to; stop += tabSize) {
        text += '\t'
        at = stop
      }
    return text + ' '.repeat(Math.max(0, to - at))
  }

  /** As much of a line as its half holds, and the column where it ends. */
  #put(line: string): [text: string, column: number] {
    let [text, position, shown] = ['', 0, 0]
    for (const char of line.endsWith(noNewline) ? line.slice(0, -noNewline.length) : line) {
      if (char !== '\t') {
        position += charWidth(char)
        if (position > this.#half) continue
        text += char
        shown = position
        continue
      }
      const width = tabSize - (position % tabSize)
      if (position === shown && position + width < this.#half) {
        text += this.options.expandTabs ? ' '.repeat(width) : char
        shown = position + width
      }
      position += width
    }
    return [text, shown]
  }
}
