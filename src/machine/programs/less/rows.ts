import { reversed } from '../terminal/full-screen.ts'
import { charWidth } from '../terminal/width.ts'
import type { Settings } from './settings.ts'

/** What stands in one or more columns of the screen. */
interface Cell {
  /** Colours that begin here. */
  colors: string
  shown: string
  width: number
  /** Where its character stands in the searched text. */
  at: number
}

/** A line as it is shown, and as it is searched. */
export interface ShownLine {
  cells: Cell[]
  text: string
  /** Colours that stand behind the last character. */
  tail: string
}

/** A row of the screen: a line of the file, or a part of one that is wrapped. */
export interface Row {
  line: number
  text: string
}

const colorSequence = /\x1b\[[0-9;:]*[mK]|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)/y

/** Cuts a line into what takes columns: tabs as blanks, control characters made visible unless they are to go through. */
export const shownLine = (line: string, { raw, tab }: Pick<Settings, 'raw' | 'tab'>): ShownLine => {
  const cells: Cell[] = []
  let [colors, text, column] = ['', '', 0]
  const put = (shown: string, width: number, char: string): void => {
    cells.push({ colors, shown, width, at: text.length })
    ;[colors, text, column] = ['', text + char, column + width]
  }
  const source = line.endsWith('\r') ? line.slice(0, -1) : line
  for (let at = 0; at < source.length;) {
    const char = String.fromCodePoint(source.codePointAt(at)!)
    colorSequence.lastIndex = at
    const sequence = char === '\x1b' && raw !== 'no' ? colorSequence.exec(source)?.[0] : undefined
    at += (sequence ?? char).length
    if (sequence !== undefined) colors += sequence
    else if (char === '\t') {
      const width = tab - (column % tab)
      put(' '.repeat(width), width, char)
    } else if (char >= ' ' && char !== '\x7f') put(char, charWidth(char), char)
    else if (raw === 'all') put(char, 0, char)
    else {
      const visible = char === '\x1b' ? 'ESC' : `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}`
      put(reversed(visible), visible.length, char)
    }
  }
  return { cells, text, tail: colors }
}

export interface RowsWanted {
  width: number
  /** No more rows than these are asked for. */
  limit: number
  /** Sideways, in columns; only where lines are cut off. */
  left: number
  chop: boolean
  /** Stands before each row. */
  lead: string
  /** From where to where the text is to be highlighted. */
  matches: readonly (readonly [number, number])[]
}

/** The rows that a line takes on a screen. */
export const rowsOf = (line: number, shown: ShownLine, wanted: RowsWanted): Row[] => {
  const width = Math.max(1, wanted.width - wanted.lead.length)
  const rows: Row[] = []
  const writer = new RowWriter(wanted.lead, wanted.matches)
  let [skipped, column] = [0, 0]
  for (const cell of shown.cells) {
    if (wanted.chop && skipped < wanted.left) {
      skipped += cell.width
      writer.skip(cell)
      continue
    }
    if (column + cell.width > width) {
      if (wanted.chop) return [{ line, text: writer.cutOff(column >= width) }]
      rows.push({ line, text: writer.end() })
      if (rows.length >= wanted.limit) return rows
      column = 0
    }
    writer.put(cell)
    column += cell.width
  }
  rows.push({ line, text: writer.end(shown.tail) })
  return rows
}

/** Writes cells into rows; colours that are on go on in the next row. */
class RowWriter {
  #active = ''
  #text: string
  #last = ''
  #isMatch = false

  constructor(
    private readonly lead: string,
    private readonly matches: readonly (readonly [number, number])[],
  ) {
    this.#text = lead
  }

  skip(cell: Cell): void {
    this.#color(cell.colors)
    this.#text = this.lead + this.#active
  }

  put(cell: Cell): void {
    this.#color(cell.colors)
    const isMatch = this.matches.some(([from, to]) => cell.at >= from && cell.at < to)
    if (isMatch !== this.#isMatch) this.#text += isMatch ? '\x1b[7m' : '\x1b[27m'
    this.#isMatch = isMatch
    this.#last = cell.shown
    this.#text += cell.shown
  }

  end(tail = ''): string {
    this.#color(tail)
    const text = this.#text + (this.#isMatch ? '\x1b[27m' : '')
    this.#text = this.lead + this.#active + (this.#isMatch ? '\x1b[7m' : '')
    return text
  }

  /** A mark in the last column for what is not shown. */
  cutOff(isFull: boolean): string {
    if (isFull && this.#text.endsWith(this.#last))
      this.#text = this.#text.slice(0, this.#text.length - this.#last.length)
    return this.end() + reversed('>')
  }

  #color(colors: string): void {
    if (colors === '') return
    this.#text += colors
    for (const sequence of colors.match(/\x1b\[[0-9;:]*m/g) ?? [])
      this.#active = /^\x1b\[0*m$/.test(sequence) ? '' : this.#active + sequence
  }
}
