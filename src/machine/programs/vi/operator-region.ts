import { after, afterChars, firstNonBlank, indentOf, ordered } from './position.ts'
import { movers, type Motion } from './motions.ts'
import type { Region } from './operators.ts'
import { Bell, type Session } from './session.ts'
import { kindOf } from './words.ts'

/** So many whole lines, as dd takes them. */
export const lineRegion = ({ cursor, text }: Session, count: number): Region => {
  const last = cursor.line + count - 1
  if (last > text.last && cursor.line === text.last && count > 1) throw new Bell()
  const to = Math.min(text.last, last)
  return { from: { line: cursor.line, at: 0 }, to: { line: to, at: text.line(to).length }, linewise: true }
}

/** What an operator takes that is followed by a motion. */
export const motionRegion = async (
  session: Session,
  operator: string,
  key: string,
  count: number,
  given: boolean,
): Promise<Region> => {
  const { text, line } = session
  const start = { ...session.cursor }
  let wanted = key
  // cw changes to the word's end, as ce does, but for blanks.
  const onWord = kindOf(line[start.at], key === 'W') !== 0
  if (operator === 'c' && (key === 'w' || key === 'W') && onWord) {
    // On a word's last letter, e would go on to the next word.
    const endsHere = kindOf(line[after(line, start.at)], key === 'W') !== kindOf(line[start.at], key === 'W')
    if (endsHere && count === 1) return { from: start, to: { line: start.line, at: after(line, start.at) } }
    wanted = key === 'w' ? 'e' : 'E'
    if (endsHere) count--
  }
  const mover = movers[wanted]
  if (!mover) throw new Bell()
  let motion: Motion
  if (wanted === 'l' || wanted === ' ' || wanted === '<Right>') {
    motion = { to: { line: start.line, at: afterChars(line, start.at, count) }, kind: 'exclusive' }
  } else motion = await mover(session, count, given, wanted)
  const cursorMoved = session.cursor
  session.cursor = start
  const [from, to] = ordered('*#'.includes(wanted) ? cursorMoved : start, motion.to)
  if (motion.kind === 'line')
    return {
      from: { line: from.line, at: 0 },
      to: { line: to.line, at: text.line(to.line).length },
      linewise: true,
    }
  if (motion.kind === 'inclusive')
    return { from, to: { line: to.line, at: after(text.line(to.line), to.at) } }
  const end = { ...to }
  // w at a line's end does not take the line end along.
  if (
    (wanted === 'w' || wanted === 'W') &&
    end.line > from.line &&
    end.at <= firstNonBlank(text.line(end.line))
  ) {
    end.line--
    while (end.line > from.line && text.line(end.line).trim() === '') end.line--
    end.at = text.line(end.line).length
    return { from, to: end }
  }
  // An exclusive motion to the beginning of a line ends at the end of the line before, and is linewise from blanks on.
  if (end.at === 0 && end.line > from.line) {
    end.line--
    end.at = text.line(end.line).length
    if (from.at <= indentOf(text.line(from.line)).length && wanted !== '`')
      return { from: { line: from.line, at: 0 }, to: end, linewise: true }
  }
  return { from, to: end }
}
