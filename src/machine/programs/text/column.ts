import { allLines } from '../inputs.ts'
import { program } from '../program.ts'
import { textWidth } from '../terminal/width.ts'

const spec = {
  short: 'c:o:R:N:s:txH:T:Je',
  long: { table: 't', separator: 's:', 'output-separator': 'o:', 'output-width': 'c:', 'fillrows': 'x', 'table-columns': 'N:', 'table-right': 'R:', 'table-hide': 'H:' },
  lacking: { 'e': "-e" },
usage: '[options] [<file>...]',
} // prettier-ignore

export const column = program('column', spec, async (invocation) => {
  const lines = (await allLines(invocation, invocation.operands)).filter((line) => line.trim() !== '')
  if (lines.length === 0) return invocation.status
  if (invocation.has('J', 'T')) {
    await invocation.complain("Sandcloud's column has no JSON output and no truncation")
    return 1
  }
  if (invocation.has('t')) await invocation.write(table(lines, invocation))
  else
    await invocation.write(
      filled(
        lines,
        Number(invocation.value('c') ?? invocation.proc.tty(1)?.columns ?? 80),
        invocation.has('x'),
      ),
    )
  return invocation.status
})

type Invocation = Parameters<Parameters<typeof program>[2]>[0]

const table = (lines: readonly string[], invocation: Invocation): string => {
  const separators = invocation.value('s')
  const split = (line: string): string[] => {
    if (separators === undefined) return line.trim().split(/[ \t]+/)
    const cells: string[] = []
    let cell = ''
    for (const char of line) {
      if (separators.includes(char)) {
        cells.push(cell)
        cell = ''
      } else cell += char
    }
    return [...cells, cell]
  }
  const rows = lines.map(split)
  const names = invocation.value('N')?.split(',')
  if (names) rows.unshift(names)
  const right = new Set((invocation.value('R') ?? '').split(',').filter(Boolean))
  const hidden = new Set((invocation.value('H') ?? '').split(',').filter(Boolean))
  const isNamed = (set: ReadonlySet<string>, at: number): boolean =>
    set.has(String(at + 1)) || (names?.[at] !== undefined && set.has(names[at]))
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, textWidth(cell))))
  const gap = invocation.value('o') ?? '  '
  return rows
    .map((row) => {
      const shown = widths.map((_, i) => i).filter((i) => !isNamed(hidden, i))
      const cells = shown.map((i, k) => {
        const cell = row[i] ?? ''
        const blanks = ' '.repeat(widths[i]! - textWidth(cell))
        if (isNamed(right, i)) return blanks + cell
        return k === shown.length - 1 ? cell : cell + blanks
      })
      return `${cells.join(gap)}\n`
    })
    .join('')
}

/** Columns as wide as the longest entry, up to the next tab stop. */
const filled = (lines: readonly string[], width: number, across: boolean): string => {
  const longest = lines.reduce((most, line) => Math.max(most, textWidth(line)), 0)
  const cell = (Math.floor(longest / 8) + 1) * 8
  const columns = Math.max(1, Math.floor(width / cell))
  const rows = Math.ceil(lines.length / columns)
  let text = ''
  for (let row = 0; row < rows; row++) {
    let place = 0
    for (let i = 0; i < columns; i++) {
      const at = across ? row * columns + i : i * rows + row
      const line = lines[at]
      if (line === undefined) break
      const isLast =
        i === columns - 1 || lines[across ? at + 1 : at + rows] === undefined || (across && i === columns - 1)
      text += line
      place += textWidth(line)
      if (isLast) break
      while (place < (i + 1) * cell) {
        text += '\t'
        place = (Math.floor(place / 8) + 1) * 8
      }
    }
    text += '\n'
  }
  return text
}
