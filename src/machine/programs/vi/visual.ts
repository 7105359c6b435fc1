import { columnOf } from './columns.ts'
import { move, movers } from './motions.ts'
import { readCommand, type Prefix } from './prefix.ts'
import { insertInBlock, operate, type Region } from './operators.ts'
import { after, isBefore, ordered, type Position } from './position.ts'
import { readLine } from './prompt.ts'
import { scrollCommand, scrollKeys } from './scroll.ts'
import { Bell, type Mode, type Session } from './session.ts'
import { textObject } from './text-objects.ts'

export const startVisual = (session: Session, mode: Mode): void => {
  session.mode = mode
  session.message = { text: '' }
  session.anchor = { ...session.cursor }
}

/** What is selected, as operators take it. */
export const selection = (session: Session): Region => {
  const [from, to] = ordered(session.anchor, session.cursor)
  const { text, settings } = session
  if (session.mode === 'line')
    return {
      from: { line: from.line, at: 0 },
      to: { line: to.line, at: text.line(to.line).length },
      linewise: true,
    }
  if (session.mode === 'block') {
    const edges = [session.anchor, session.cursor].map(({ line, at }) => ({
      left: columnOf(text.line(line), at, settings),
      right: Math.max(0, columnOf(text.line(line), after(text.line(line), at), settings) - 1),
    }))
    const right = session.want === Infinity ? Infinity : Math.max(edges[0]!.right, edges[1]!.right)
    return { from, to, columns: { from: Math.min(edges[0]!.left, edges[1]!.left), to: right } }
  }
  const end = text.line(to.line)
  // Beyond the last character stands the line end, which goes with it.
  if (to.at >= end.length && to.line < text.last) return { from, to: { line: to.line + 1, at: 0 } }
  return { from, to: { line: to.line, at: after(end, to.at) } }
}

/** As much text as was selected before, from the cursor on. */
export const selectAgain = (
  session: Session,
  { mode, lines, width }: { mode: Mode; lines: number; width: number },
): void => {
  session.mode = mode
  session.anchor = { ...session.cursor }
  const line = Math.min(session.text.last, session.cursor.line + lines)
  const text = session.text.line(line)
  const at = mode === 'visual' && lines > 0 ? width : session.cursor.at + width
  session.cursor = { line, at: Math.max(0, Math.min(at, text.length - 1)) }
}

export const leaveVisual = (session: Session): void => {
  session.lastVisual = { mode: session.mode, anchor: { ...session.anchor }, cursor: { ...session.cursor } }
  const [from, to] = ordered(session.anchor, session.cursor)
  session.marks.set('<', from)
  session.marks.set('>', to)
  session.mode = 'normal'
}

/** Keys that are operators in a selection, and what they mean. */
const meanings: Readonly<Record<string, string>> = {
  d: 'd', x: 'd', '<Del>': 'd', X: 'D', D: 'D', y: 'y', Y: 'Y', c: 'c', s: 'c', C: 'C', S: 'C', R: 'C', '>': '>', '<': '<', '=': '=', '~': 'g~',
  u: 'gu', U: 'gU', J: 'J', gu: 'gu', gU: 'gU', 'g~': 'g~', 'g?': 'g?', gq: 'gq', '!': '!',
} // prettier-ignore

const modeKeys: Readonly<Record<string, Mode>> = { v: 'visual', V: 'line', '<C-v>': 'block' }

export const visualCommand = async (session: Session): Promise<void> => {
  session.take()
  const command = await readCommand(session)
  const { key, count, given } = command
  try {
    if (key === '<Esc>' || key === '<C-c>') leaveVisual(session)
    else if (modeKeys[key]) {
      if (session.mode === modeKeys[key]) leaveVisual(session)
      else session.mode = modeKeys[key]
    } else if (key === 'o' || key === 'O') [session.anchor, session.cursor] = [session.cursor, session.anchor]
    else if (key === ':') {
      leaveVisual(session)
      const typed = await readLine(session, ':', "'<,'>")
      if (typed !== undefined) {
        session.message = { text: `:${typed}`, isEcho: true }
        await session.ex(typed)
      }
    } else if (key === 'i' || key === 'a') await extend(session, await session.key(), key === 'a', count)
    else if (meanings[key] || 'rpPIA'.includes(key) || key === 'gJ') {
      const visual = extent(session)
      await visualOperator(session, key, command)
      if (key !== 'y' && key !== 'Y') session.dot = { keys: [...session.taken], visual }
    } else if (movers[key]) await move(session, key, count, given)
    else if (scrollKeys.has(key)) await scrollCommand(session, key, count, given)
    else throw new Bell()
  } finally {
    if (session.mode === 'normal') session.text.endChange()
    session.clamp()
    if (session.mode === 'normal') session.want = columnOf(session.line, session.cursor.at, session.settings)
  }
}

const extent = ({ mode, anchor, cursor }: Session): { mode: Mode; lines: number; width: number } => {
  const [from, to] = ordered(anchor, cursor)
  const width = mode === 'block' ? Math.abs(to.at - from.at) : to.line > from.line ? to.at : to.at - from.at
  return { mode, lines: to.line - from.line, width }
}

const extend = async (session: Session, key: string, around: boolean, count: number): Promise<void> => {
  const { text, cursor, anchor } = session
  const range = textObject(text.lines, cursor, key, around, count)
  if (!range) throw new Bell()
  const isFresh = anchor.line === cursor.line && anchor.at === cursor.at
  if (isFresh || isBefore(range.from, anchor)) session.anchor = { ...range.from }
  if (range.linewise) session.mode = 'line'
  session.cursor = { line: range.to.line, at: Math.max(0, range.to.at - 1) }
}

export const visualOperator = async (
  session: Session,
  key: string,
  { count, register }: Prefix,
): Promise<void> => {
  const region = selection(session)
  const meaning = meanings[key]
  const { text } = session
  if (meaning) {
    const isLines = meaning.length === 1 && 'DYC'.includes(meaning)
    const whole: Region =
      isLines && session.mode !== 'block'
        ? {
            from: { line: region.from.line, at: 0 },
            to: { line: Math.min(region.to.line, Math.max(session.anchor.line, session.cursor.line)), at: 0 },
            linewise: true,
          }
        : isLines
          ? { ...region, columns: { from: region.columns!.from, to: Infinity } }
          : region
    if (whole.linewise) whole.to.at = text.line(whole.to.line).length
    leaveVisual(session)
    await operate(session, isLines ? meaning.toLowerCase() : meaning, whole, register, count)
    if (meaning === 'y' || meaning === 'Y')
      session.cursor = region.linewise
        ? {
            line: region.from.line,
            at:
              session.cursor.line === region.from.line
                ? session.cursor.at
                : Math.min(session.cursor.at, text.line(region.from.line).length),
          }
        : corner(session, region)
    return
  }
  if (key === 'gJ') {
    leaveVisual(session)
    return operate(session, 'J', region, register)
  }
  if (key === 'r') return replaceAll(session, region, await session.key())
  if (key === 'p' || key === 'P') {
    const kept = session.registers.get(register ?? '"')
    leaveVisual(session)
    await operate(session, 'd', region, undefined)
    if (!kept) return
    const replaced = session.registers.get('"')!
    putOver(session, kept, region)
    if (key === 'p') session.registers.yank('"', replaced)
    return
  }
  const mode = session.mode
  leaveVisual(session)
  session.beginChange()
  if (mode !== 'block') {
    session.cursor =
      key === 'I' ? { ...region.from } : { line: Math.min(region.to.line, text.last), at: region.to.at }
    if (region.linewise) session.cursor.at = key === 'I' ? 0 : session.line.length
    return insertInBlock(session, [{ ...session.cursor }])
  }
  const { columns } = region
  const places: Position[] = []
  for (let line = region.from.line; line <= region.to.line; line++) {
    let old = text.line(line)
    const length = columnOf(old, old.length, session.settings)
    const wanted = key === 'I' ? columns!.from : columns!.to === Infinity ? length : columns!.to + 1
    if (key === 'I' && length < wanted) continue
    if (length < wanted) {
      old += ' '.repeat(wanted - length)
      text.setLine(line, old)
    }
    let at = 0
    while (at < old.length && columnOf(old, at, session.settings) < wanted) at = after(old, at)
    places.push({ line, at })
  }
  if (places.length > 0) await insertInBlock(session, places, corner(session, region))
}

const corner = ({ text, settings }: Session, region: Region): Position => {
  if (!region.columns) return { ...region.from }
  const line = text.line(region.from.line)
  let at = 0
  while (at < line.length && columnOf(line, at, settings) < region.columns.from) at = after(line, at)
  return { line: region.from.line, at }
}

const putOver = (session: Session, kept: { lines: string[]; kind: string }, region: Region): void => {
  const { text } = session
  if (region.linewise) {
    const isGone = text.lines.length === 1 && text.line(0) === ''
    const at = isGone ? 0 : region.from.line
    text.replace(at, isGone ? 1 : 0, kept.lines)
    session.cursor = { line: at, at: 0 }
  } else if (kept.kind === 'line') {
    text.insert(region.from, ['', ...kept.lines, ''])
    session.cursor = { line: region.from.line + 1, at: 0 }
  } else {
    text.insert(region.from, kept.lines)
    const last = kept.lines.at(-1)!
    session.cursor =
      kept.lines.length > 1
        ? { ...region.from }
        : { line: region.from.line, at: Math.max(0, region.from.at + last.length - 1) }
  }
}

const replaceAll = (session: Session, region: Region, key: string): void => {
  leaveVisual(session)
  if (key.length > 2) return
  session.beginChange()
  const { text, settings } = session
  for (let line = region.from.line; line <= Math.min(region.to.line, text.last); line++) {
    const old = text.line(line)
    let result = ''
    for (let at = 0; at < old.length; at = after(old, at)) {
      const column = region.columns ? columnOf(old, at, settings) : 0
      const inside = region.columns
        ? column >= region.columns.from && column <= region.columns.to
        : region.linewise || (!isBefore({ line, at }, region.from) && isBefore({ line, at }, region.to))
      result += inside ? key : old.slice(at, after(old, at))
    }
    text.setLine(line, result)
  }
  session.cursor = corner(session, region)
}
