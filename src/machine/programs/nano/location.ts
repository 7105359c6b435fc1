import type { Session } from './session.ts'
import { columnOf } from './text-buffer.ts'

/** ^C */
export function showLocation(session: Session): void {
  const { lines, cursor, current } = session.buffer
  const before = lines.slice(0, cursor.line).reduce((sum, line) => sum + line.length + 1, cursor.at)
  const total = lines.reduce((sum, line) => sum + line.length + 1, -1)
  const percent = (part: number, whole: number): string =>
    `${String(whole === 0 ? 100 : Math.floor((part * 100) / whole)).padStart(2)}%`
  const [column, width] = [columnOf(current, cursor.at) + 1, columnOf(current, current.length) + 1]
  session.message = `line ${cursor.line + 1}/${lines.length} (${percent(cursor.line + 1, lines.length)}), col ${column}/${width} (${percent(column, width)}), char ${before}/${total} (${percent(before, total)})`
}

/** ^_ */
export async function goToLine(session: Session): Promise<void> {
  const answer = await session.ask('Enter line number, column number: ')
  const match = /^\s*(-?\d*)\s*[,.; ]?\s*(\d*)\s*$/.exec(answer ?? '')
  if (answer === undefined || !match || (match[1] === '' && match[2] === '')) {
    session.message = answer === undefined ? 'Cancelled' : 'Invalid line or column number'
    return
  }
  const buffer = session.buffer
  const line = match[1] === '' ? buffer.cursor.line + 1 : Number(match[1])
  const target = line < 0 ? buffer.lines.length + line : line - 1
  buffer.cursor = { line: Math.max(0, Math.min(buffer.lines.length - 1, target)), at: 0 }
  buffer.cursor.at = Math.min(Math.max(0, Number(match[2] || 1) - 1), buffer.current.length)
  buffer.moved()
  session.view.center(buffer)
}
