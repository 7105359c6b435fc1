import { runShell } from './shell-commands.ts'
import { columnOf, indentation } from './columns.ts'
import { after, firstNonBlank, indentOf, lastAt, type Position } from './position.ts'
import type { Register } from './registers.ts'
import { insertMode } from './insert.ts'
import type { Session } from './session.ts'
import type { Range } from './text-objects.ts'

/** What an operator works on: whole lines, characters, or a block of columns (`columns`). */
export interface Region extends Range {
  columns?: { from: number; to: number }
}

export const operatorKeys = new Set(['d', 'c', 'y', '>', '<', '=', '!', 'g~', 'gu', 'gU', 'g?', 'gq', 'J'])

const linesOf = ({ text }: Session, { from, to }: Region): string[] =>
  text.lines.slice(from.line, to.line + 1)

/** The part of each line that a block covers. */
const blockParts = (session: Session, region: Region): { line: number; from: number; to: number }[] => {
  const parts: { line: number; from: number; to: number }[] = []
  const { from, to } = region.columns!
  for (let line = region.from.line; line <= region.to.line; line++) {
    const text = session.text.line(line)
    let [start, end] = [text.length, text.length]
    let column = 0
    for (let at = 0; at < text.length; at = after(text, at)) {
      if (column >= from && start === text.length) start = at
      if (column > to) {
        end = at
        break
      }
      column = columnOf(text, after(text, at), session.settings)
    }
    parts.push({ line, from: start, to: Math.max(start, end) })
  }
  return parts
}

const registerOf = (session: Session, region: Region): Register => {
  if (region.columns)
    return {
      lines: blockParts(session, region).map(({ line, from, to }) => session.text.line(line).slice(from, to)),
      kind: 'block',
    }
  if (region.linewise) return { lines: linesOf(session, region), kind: 'line' }
  return { lines: session.text.between(region.from, region.to), kind: 'char' }
}

/** `3 fewer lines`: from three on, vi counts. */
export const reportLines = (session: Session, difference: number): void => {
  if (Math.abs(difference) > 2)
    session.say(difference > 0 ? `${difference} more lines` : `${-difference} fewer lines`)
}

const deleteRegion = (session: Session, region: Region): void => {
  const { text } = session
  if (region.columns) {
    for (const { line, from, to } of blockParts(session, region)) {
      const old = text.line(line)
      text.setLine(line, old.slice(0, from) + old.slice(to))
    }
    session.cursor = { line: region.from.line, at: blockParts(session, region)[0]!.from }
  } else if (region.linewise) {
    const count = region.to.line - region.from.line + 1
    text.replace(region.from.line, count, [])
    session.cursor = { line: Math.min(region.from.line, text.last), at: 0 }
    session.cursor.at = firstNonBlank(session.line)
    reportLines(session, -count)
  } else {
    text.remove(region.from, region.to)
    session.cursor = { ...region.from }
    reportLines(session, region.from.line - region.to.line)
  }
}

const yank = (session: Session, region: Region, name: string | undefined): void => {
  const register = registerOf(session, region)
  session.registers.yank(name, register)
  const count = register.lines.length
  if (count > 2)
    session.say(register.kind === 'block' ? `block of ${count} lines yanked` : `${count} lines yanked`)
  if (!region.linewise || session.isVisual) session.cursor = { ...region.from }
}

export const shiftLines = (session: Session, from: number, to: number, by: number): void => {
  const { settings, text } = session
  const width = settings.shiftWidth
  for (let line = from; line <= to; line++) {
    const old = text.line(line)
    const indent = indentOf(old)
    if (old === '') continue
    const column = Math.max(0, columnOf(old, indent.length, settings) + by * width)
    text.setLine(line, indentation(session.settings, column) + old.slice(indent.length))
  }
  session.goTo(from)
  if (to - from > 1)
    session.say(
      `${to - from + 1} lines ${by > 0 ? '>' : '<'}ed ${Math.abs(by)} time${Math.abs(by) === 1 ? '' : 's'}`,
    )
}

/** = without a language: each line gets the indent of the one before, one more behind an open brace. */
const reindent = (session: Session, from: number, to: number): void => {
  const { text, settings } = session
  for (let line = from; line <= to; line++) {
    const old = text.line(line)
    let above = line - 1
    while (above >= 0 && text.line(above).trim() === '') above--
    const previous = above < 0 ? '' : text.line(above)
    let column = columnOf(previous, indentOf(previous).length, settings)
    if (/[{([]\s*$/.test(previous)) column += settings.shiftWidth
    if (/^\s*[})\]]/.test(old)) column = Math.max(0, column - settings.shiftWidth)
    text.setLine(line, old.trim() === '' ? '' : indentation(session.settings, column) + old.trimStart())
  }
  session.goTo(from)
}

const changeCase = (text: string, how: string): string => {
  if (how === 'gu') return text.toLowerCase()
  if (how === 'gU') return text.toUpperCase()
  if (how === 'g?')
    return text.replace(/[a-z]/gi, (char) => {
      const base = char < 'a' ? 65 : 97
      return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base)
    })
  return swapCase(text)
}

export const swapCase = (text: string): string =>
  [...text].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join('')

const mapRegion = (session: Session, region: Region, change: (text: string) => string): void => {
  const { text } = session
  const parts = region.columns
    ? blockParts(session, region)
    : Array.from({ length: region.to.line - region.from.line + 1 }, (_, i) => {
        const line = region.from.line + i
        return {
          line,
          from: region.linewise || i > 0 ? 0 : region.from.at,
          to: region.linewise || line < region.to.line ? text.line(line).length : region.to.at,
        }
      })
  for (const { line, from, to } of parts) {
    const old = text.line(line)
    text.setLine(line, old.slice(0, from) + change(old.slice(from, to)) + old.slice(to))
  }
  session.cursor = { line: region.from.line, at: region.linewise ? session.cursor.at : region.from.at }
  if (session.isVisual) session.cursor = { ...region.from }
}

/** Several lines as one, with a blank where they meet. */
export const joinLines = (session: Session, from: number, to: number, blanks = true): void => {
  const { text } = session
  let joined = text.line(from)
  let at = joined.length
  for (let line = from + 1; line <= to; line++) {
    const next = blanks ? text.line(line).replace(/^[ \t]+/, '') : text.line(line)
    const glue =
      !blanks || next === '' || next.startsWith(')') || /[ \t]$/.test(joined) || joined === '' ? '' : ' '
    at = joined.length
    joined += glue + next
    if (glue === '' && next !== '' && at > 0 && blanks && !/[ \t]$/.test(joined.slice(0, at)))
      at = joined.length - next.length
  }
  text.replace(from, to - from + 1, [joined])
  session.cursor = { line: from, at: Math.min(at, lastAt(joined)) }
}

/** gq: words anew on lines of at most 79 columns. */
const format = (session: Session, from: number, to: number): void => {
  const { text } = session
  const result: string[] = []
  for (let line = from; line <= to;) {
    if (text.line(line).trim() === '') {
      result.push('')
      line++
      continue
    }
    const indent = indentOf(text.line(line))
    const words: string[] = []
    for (; line <= to && text.line(line).trim() !== ''; line++)
      words.push(...text.line(line).trim().split(/\s+/))
    let current = indent + words[0]!
    for (const word of words.slice(1)) {
      if (current.length + 1 + word.length > 79) {
        result.push(current)
        current = indent + word
      } else current += ` ${word}`
    }
    result.push(current)
  }
  text.replace(from, to - from + 1, result)
  session.goTo(from + result.length - 1)
}

/** Does what an operator says with a region. */
export const operate = async (
  session: Session,
  operator: string,
  region: Region,
  register: string | undefined,
  count = 1,
): Promise<void> => {
  const { from, to } = region
  if (operator === 'y') return yank(session, region, register)
  if (operator === '!') {
    session.feed([':', ...(from.line === to.line ? '.' : `.,.+${to.line - from.line}`), '!'])
    session.cursor = { ...from }
    return
  }
  session.beginChange()
  if (operator === 'd' || operator === 'c') {
    const kept = registerOf(session, region)
    session.registers.delete(register, kept, kept.kind !== 'line' && from.line === to.line)
  }
  if (operator === 'd') deleteRegion(session, region)
  else if (operator === 'c') await change(session, region)
  else if (operator === '>' || operator === '<')
    shiftLines(session, from.line, to.line, operator === '>' ? count : -count)
  else if (operator === '=') reindent(session, from.line, to.line)
  else if (operator === 'gq') format(session, from.line, to.line)
  else if (operator === 'J')
    joinLines(session, from.line, Math.max(to.line, Math.min(from.line + 1, session.text.last)))
  else mapRegion(session, region, (text) => changeCase(text, operator))
}

const change = async (session: Session, region: Region): Promise<void> => {
  const { text, settings } = session
  if (region.columns) {
    const parts = blockParts(session, region)
    deleteRegion(session, region)
    session.mode = 'normal'
    return insertInBlock(
      session,
      parts.map(({ line, from }) => ({ line, at: from })),
    )
  }
  if (region.linewise) {
    const indent = settings.is('autoindent') ? indentOf(text.line(region.from.line)) : ''
    text.replace(region.from.line, region.to.line - region.from.line + 1, [indent])
    session.cursor = { line: region.from.line, at: indent.length }
  } else {
    text.remove(region.from, region.to)
    session.cursor = { ...region.from }
  }
  session.mode = 'normal'
  await insertMode(session)
}

/** What is typed in the first line of a block appears in the others too; `end` is where the cursor goes then. */
export const insertInBlock = async (
  session: Session,
  places: readonly Position[],
  end?: Position,
): Promise<void> => {
  const [first, ...others] = places
  const { text } = session
  const before = text.line(first!.line)
  session.cursor = { ...first! }
  await insertMode(session)
  const now = text.line(first!.line)
  const typed = now.slice(first!.at, first!.at + now.length - before.length)
  if (now.length > before.length)
    for (const { line, at } of others) {
      const old = text.line(line)
      if (at <= old.length) text.setLine(line, old.slice(0, at) + typed + old.slice(at))
    }
  session.cursor = end ? { ...end } : { ...first! }
}

/** Lines through a command: what comes back takes their place. */
export const filterLines = async (
  session: Session,
  from: number,
  to: number,
  command: string,
): Promise<void> => {
  const lines = session.text.lines.slice(from, to + 1)
  const { output, status } = await runShell(session, command, `${lines.join('\n')}\n`)
  const result = output.replace(/\n$/, '').split('\n')
  session.beginChange()
  session.text.replace(from, to - from + 1, output === '' ? [] : result)
  session.goTo(from)
  if (status !== 0) session.say(`shell returned ${status}`)
  else if (lines.length > 2) session.say(`${lines.length} lines filtered`)
}
