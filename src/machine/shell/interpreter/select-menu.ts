import { textWidth } from '../../programs/terminal/width.ts'

const tab = 8

/** The numbered list of `select`, down the columns and tabbed as bash prints it. */
export const selectMenu = (items: readonly string[], columns: number): string => {
  if (items.length === 0) return '\n'
  const indexWidth = String(items.length).length
  const cell = Math.max(...items.map(textWidth)) + indexWidth + 4
  const perRow = Math.max(1, Math.floor(columns / cell))
  const down = Math.ceil(items.length / perRow)
  // What fits one row is listed downwards all the same.
  const rows = down === 1 ? Math.ceil(items.length / down) : down
  const firstWidth = String(rows).length
  let text = ''
  for (let row = 0; row < rows; row++) {
    for (let i = row, position = 0; i < items.length; i += rows, position += cell) {
      const width = position === 0 ? firstWidth : indexWidth
      text += `${String(i + 1).padStart(width)}) ${items[i]}`
      if (i + rows < items.length)
        text += indent(position + width + 2 + textWidth(items[i]!), position + cell)
    }
    text += '\n'
  }
  return text
}

/** Tabs and blanks from one column to another. */
const indent = (from: number, to: number): string => {
  let text = ''
  for (let at = from; at < to;) {
    if (Math.floor(to / tab) > Math.floor(at / tab)) {
      text += '\t'
      at += tab - (at % tab)
    } else {
      text += ' '
      at++
    }
  }
  return text
}
