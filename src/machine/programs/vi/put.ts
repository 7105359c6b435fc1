import { columnOf } from './columns.ts'
import type { Command } from './command.ts'
import { reportLines } from './operators.ts'
import { after, before, firstNonBlank } from './position.ts'
import { VimError, type Session } from './session.ts'

/** p and P; gp and gP leave the cursor behind what they put. */
export const put =
  (behind: boolean, follow: boolean): Command =>
  (session, { count, register }) => {
    const { text, cursor } = session
    const kept = session.registers.get(register ?? '"')
    if (!kept) {
      if (register !== undefined) throw new VimError(`E353: Nothing in register ${register}`)
      throw new VimError('E353: Nothing in register "')
    }
    session.beginChange()
    const repeated = Array.from({ length: Math.min(count, 10_000) }, () => kept.lines)
    if (kept.kind === 'line') {
      const lines = repeated.flat()
      const at = behind ? cursor.line + 1 : cursor.line
      text.replace(at, 0, lines)
      session.cursor = { line: at, at: firstNonBlank(text.line(at)) }
      if (follow) session.cursor = { line: Math.min(text.last, at + lines.length), at: 0 }
      reportLines(session, lines.length)
      return
    }
    const at = behind && session.line !== '' ? after(session.line, cursor.at) : cursor.at
    if (kept.kind === 'block') {
      putBlock(session, kept.lines, at, count)
      return
    }
    const whole = repeated.map((lines) => lines.join('\n')).join('')
    const lines = whole.split('\n')
    text.insert({ line: cursor.line, at }, lines)
    if (lines.length > 1) {
      session.cursor = follow
        ? { line: cursor.line + lines.length - 1, at: lines.at(-1)!.length }
        : { line: cursor.line, at }
      reportLines(session, lines.length - 1)
    } else
      session.cursor = {
        line: cursor.line,
        at: follow ? at + whole.length : before(session.line, at + whole.length),
      }
  }

const putBlock = (session: Session, lines: readonly string[], at: number, count: number): void => {
  const { text, cursor, settings } = session
  const column = columnOf(session.line, at, settings)
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0)
  lines.forEach((line, i) => {
    const number = cursor.line + i
    if (number > text.last) text.replace(number, 0, [''])
    const old = text.line(number)
    const length = columnOf(old, old.length, settings)
    const place = length < column ? old.length : i === 0 ? at : Math.min(old.length, at)
    const gap = ' '.repeat(Math.max(0, column - length))
    const tail = old.slice(place)
    const piece = line.padEnd(tail === '' ? 0 : width).repeat(count)
    text.setLine(number, old.slice(0, place) + gap + piece + tail)
  })
  session.cursor = { line: cursor.line, at }
}
