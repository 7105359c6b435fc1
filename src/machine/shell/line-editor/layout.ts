import { charWidth } from '../../programs/terminal/width.ts'

export interface Position {
  row: number
  column: number
}

/** Control characters show as ^X, tabs as blanks up to the next stop. */
export const visible = (char: string): string => {
  const code = char.charCodeAt(0)
  if (code === 127) return '^?'
  return code < 32 ? `^${String.fromCharCode(code + 64)}` : char
}

/** Where the cursor is after text was written from `start` on a terminal that wraps at `columns`. */
export const advance = (start: Position, text: string, columns: number): Position => {
  let { row, column } = start
  for (const char of text) {
    if (char === '\n') {
      row++
      column = 0
      continue
    }
    for (const shown of visible(char)) {
      const width = charWidth(shown)
      if (column + width > columns) {
        row++
        column = 0
      }
      column += width
    }
    if (column >= columns) {
      row++
      column = 0
    }
  }
  return { row, column }
}

/** A prompt as it is written, and its last line as it counts: without colours and what \[ \] enclose. */
export const promptParts = (prompt: string): { written: string; counted: string } => ({
  written: prompt.replace(/[\x01\x02]/g, '').replaceAll('\n', '\r\n'),
  counted: prompt
    .replace(/\x01[^\x02]*\x02/g, '')
    .replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|[\x07\r]/g, ''),
})

export const moveTo = (from: Position, to: Position): string => {
  const rows = to.row - from.row
  const vertical = rows < 0 ? `\x1b[${-rows}A` : rows > 0 ? `\x1b[${rows}B` : ''
  return `${vertical}\r${to.column > 0 ? `\x1b[${to.column}C` : ''}`
}
