/** How dnf lays out its tables (dnf/cli/output.py), for a terminal of `width` columns. */

/** `52 k`, `7.2 M`, `512  `: a number of bytes in dnf's form. */
export function size(bytes: number, space = ' '): string {
  const symbols = [' ', 'k', 'M', 'G', 'T']
  let value = bytes
  let depth = 0
  while (value > 999 && depth < symbols.length - 1) {
    value /= 1024
    depth++
  }
  const digits = depth === 0 ? String(value) : value < 9.95 ? value.toFixed(1) : value.toFixed(0)
  return `${digits}${space}${symbols[depth]}`
}

/** Rows under a heading, each column as wide as its widest value, what is left over shared out. */
export function columns(rows: readonly (readonly string[])[], width: number): string[] {
  const count = rows[0]?.length ?? 0
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => row[column]!.length)),
  )
  const spare = width - 1 - count - widths.reduce((sum, value) => sum + value, 0)
  if (spare > 0)
    for (let column = 0; column < count - 1; column++) widths[column]! += Math.floor(spare / (count - 1))
  return rows.map((row) =>
    ` ${row
      .map((value, column) =>
        column === count - 1 ? value.padStart(widths[column]!) : value.padEnd(widths[column]!),
      )
      .join(' ')}`.trimEnd(),
  )
}

/** `name      1.2 MB/s |  52 kB     00:00    `. */
export function downloadLine(name: string, bytes: number, seconds: number, width: number): string {
  const speed = size(bytes / Math.max(seconds, 0.001)).padStart(5)
  const minutes = String(Math.floor(seconds / 60)).padStart(2, '0')
  const clock = `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
  const right = ` ${whole(speed)}B/s | ${whole(size(bytes)).padStart(5)}B     ${clock}    `
  const room = Math.max(10, width - right.length)
  return `${name.slice(0, room).padEnd(room)}${right}`
}

/** A rate is no whole number of bytes, but shown as one. */
const whole = (shown: string): string => shown.replace(/^(\s*\d+)\.\d+( {2})$/, '$1$2')

/** `  Installing       : git-2.50.1-1.amzn2023.0.1.x86_64           1/2 `. */
export function stepLine(
  action: string,
  subject: string,
  step: number,
  steps: number,
  width: number,
): string {
  const counter = `${String(step).padStart(String(steps).length)}/${steps} `
  const left = `  ${action.padEnd(16)} : ${subject}`
  return `${left.slice(0, width - counter.length - 1).padEnd(width - counter.length)}${counter}`
}

/** Names side by side as they fit. */
export function nameList(names: readonly string[], width: number): string[] {
  const longest = Math.max(...names.map((name) => name.length)) + 2
  const perLine = Math.max(1, Math.floor((width - 2) / longest))
  const lines: string[] = []
  for (let at = 0; at < names.length; at += perLine)
    lines.push(
      `  ${names
        .slice(at, at + perLine)
        .map((name) => name.padEnd(longest))
        .join('')}`,
    )
  return lines
}
