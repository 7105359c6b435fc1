import type { Command } from './command.ts'
import { joinLines, operate, swapCase } from './operators.ts'
import { afterChars, before } from './position.ts'
import { literal } from './prompt.ts'
import { Bell } from './session.ts'

/** x: the characters under the cursor and behind it. */
export const deleteRight: Command = async (session, { count, register }) => {
  const { line, cursor } = session
  if (line === '') throw new Bell()
  const to = afterChars(line, cursor.at, count)
  await operate(session, 'd', { from: { ...cursor }, to: { line: cursor.line, at: to } }, register)
}

/** s: the same, to type something else there. */
export const substitute: Command = async (session, { count, register }) => {
  const { line, cursor } = session
  const to = afterChars(line, cursor.at, count)
  await operate(session, 'c', { from: { ...cursor }, to: { line: cursor.line, at: to } }, register)
}

/** X: the characters before the cursor. */
export const deleteLeft: Command = async (session, { count, register }) => {
  const { line, cursor } = session
  if (cursor.at === 0) throw new Bell()
  let from = cursor.at
  for (let i = 0; i < count && from > 0; i++) from = before(line, from)
  await operate(session, 'd', { from: { line: cursor.line, at: from }, to: { ...cursor } }, register)
}

export const replaceCharacters: Command = async (session, { count }) => {
  const key = await session.key()
  if (key === '<Esc>' || key === '<C-c>') return
  const char = key === '<C-v>' ? literal(await session.key()) : key
  const { line, cursor, text } = session
  if (char.length > 2 && char !== '<CR>') throw new Bell()
  if (Array.from(line.slice(cursor.at)).length < count) throw new Bell()
  const to = afterChars(line, cursor.at, count)
  session.beginChange()
  if (char === '<CR>') {
    text.replace(cursor.line, 1, [line.slice(0, cursor.at), line.slice(to)])
    session.cursor = { line: cursor.line + 1, at: 0 }
    return
  }
  text.setLine(cursor.line, line.slice(0, cursor.at) + char.repeat(count) + line.slice(to))
  session.cursor.at = cursor.at + char.length * (count - 1)
}

export const swapCases: Command = (session, { count }) => {
  const { line, cursor, text } = session
  if (line === '') throw new Bell()
  const to = afterChars(line, cursor.at, count)
  session.beginChange()
  text.setLine(cursor.line, line.slice(0, cursor.at) + swapCase(line.slice(cursor.at, to)) + line.slice(to))
  session.cursor.at = to
  session.clamp()
}

export const join =
  (blanks: boolean): Command =>
  (session, { count }) => {
    const { cursor, text } = session
    if (cursor.line === text.last) throw new Bell()
    session.beginChange()
    joinLines(session, cursor.line, Math.min(text.last, cursor.line + Math.max(1, count - 1)), blanks)
  }

export const addToNumber =
  (sign: number): Command =>
  (session, { count }) => {
    const { line, cursor, text } = session
    const match = [...line.matchAll(/-?\d+/g)].find((found) => found.index + found[0].length > cursor.at)
    if (!match) throw new Bell()
    // A dash behind a word's letter is no sign.
    const isDash = match[0].startsWith('-') && /\w/.test(line[match.index - 1] ?? '')
    const [old, from] = isDash ? [match[0].slice(1), match.index + 1] : [match[0], match.index]
    const sum = BigInt(old) + BigInt(sign * count)
    const next = String(sum)
    session.beginChange()
    text.setLine(cursor.line, line.slice(0, from) + next + line.slice(from + old.length))
    session.cursor.at = from + next.length - 1
  }
