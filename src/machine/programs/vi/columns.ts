import { charWidth } from '../terminal/width.ts'
import type { Settings } from './settings.ts'

/** A character as it stands on the screen. */
export interface Cell {
  at: number
  text: string
  width: number
}

/** What a line looks like: tabs as blanks, control characters with ^. */
export const cellsOf = (line: string, settings: Settings, most = Infinity): Cell[] => {
  const cells: Cell[] = []
  const stop = settings.number('tabstop')
  const showsTabs = settings.is('list')
  let column = 0
  for (let at = 0; at < line.length && column < most;) {
    const char = String.fromCodePoint(line.codePointAt(at)!)
    let text = char
    let width = 1
    if (char === '\t' && !showsTabs) {
      width = stop - (column % stop)
      text = ' '.repeat(width)
    } else if (char < ' ' || char === '\x7f') {
      text = `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}`
      width = 2
    } else if (char >= '\x80') {
      width = charWidth(char)
      if (width === 0) text = char
      if (char < '\xa0') {
        text = `<${char.charCodeAt(0).toString(16)}>`
        width = 4
      }
    }
    cells.push({ at, text, width })
    column += width
    at += char.length
  }
  return cells
}

export const columnOf = (line: string, at: number, settings: Settings): number => {
  let column = 0
  for (const cell of cellsOf(line.slice(0, at), settings)) column += cell.width
  return column
}

/** The character over a column; the line's last one when it is shorter. */
export const indexAtColumn = (line: string, wanted: number, settings: Settings): number => {
  let column = 0
  let last = 0
  for (const { at, width } of cellsOf(line, settings, wanted + 1)) {
    last = at
    column += width
    if (column > wanted) return at
  }
  return last
}

/** Blanks up to a column: tabs where they fit, unless expandtab is set. */
export const indentation = (settings: Settings, column: number): string => {
  if (settings.is('expandtab')) return ' '.repeat(column)
  const stop = settings.number('tabstop')
  return '\t'.repeat(Math.floor(column / stop)) + ' '.repeat(column % stop)
}
