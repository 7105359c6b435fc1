/** How apt writes a number of bytes: `47.1 kB`, `1,024 B`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 10_000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 100 ? value.toFixed(1) : grouped(Math.round(value))
  return `${digits} ${units[unit]}`
}

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** Names in lines of at most 80 columns, each led by two blanks. */
export function nameLines(names: readonly string[]): string {
  const lines: string[] = []
  let line = ' '
  for (const name of names) {
    if (line.length + name.length + 1 > 79 && line !== ' ') {
      lines.push(line)
      line = ' '
    }
    line += ` ${name}`
  }
  return [...lines, line].join('\n')
}
