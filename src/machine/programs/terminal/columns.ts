import { textWidth } from './width.ts'

export interface Cell {
  /** What is written, with colours in it. */
  text: string
  width: number
}

export const cell = (text: string): Cell => ({ text, width: textWidth(text) })

/** Down the columns, as many as fit: how ls lays names out on a terminal. */
export const layOutColumns = (cells: readonly Cell[], lineWidth: number): string => {
  if (cells.length === 0) return ''
  const widest = (columns: number, rows: number): number[] =>
    Array.from({ length: columns }, (_, column) => {
      const inColumn = cells.slice(column * rows, (column + 1) * rows)
      return inColumn.reduce((width, item) => Math.max(width, item.width), 0)
    }).filter((_, column) => column * rows < cells.length)
  let rows = cells.length
  let widths = widest(1, rows)
  for (let columns = Math.min(cells.length, Math.floor(lineWidth / 3) || 1); columns > 1; columns--) {
    const tried = Math.ceil(cells.length / columns)
    const triedWidths = widest(columns, tried)
    const total = triedWidths.reduce((sum, width) => sum + width + 2, -2)
    if (total <= lineWidth) {
      rows = tried
      widths = triedWidths
      break
    }
  }
  let text = ''
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < widths.length; column++) {
      const item = cells[column * rows + row]
      if (!item) break
      const next = cells[(column + 1) * rows + row]
      text += item.text + (next ? ' '.repeat(widths[column]! - item.width + 2) : '')
    }
    text += '\n'
  }
  return text
}
