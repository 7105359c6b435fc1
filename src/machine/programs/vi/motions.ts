import { after, before, firstNonBlank, lastAt, samePosition, type Position } from './position.ts'
import { enclosing } from './text-objects.ts'
import { indexAtColumn, columnOf } from './columns.ts'
import { readPattern } from './prompt.ts'
import { Bell, VimError, type LastFind, type Session } from './session.ts'
import { kindOf, nextWord, previousWord, previousWordEnd, wordEnd } from './words.ts'

export interface Motion {
  to: Position
  kind: 'exclusive' | 'inclusive' | 'line'
  /** j and k leave the wanted column alone; $ sets it to the line's end. */
  want?: number
}

type Mover = (session: Session, count: number, given: boolean, key: string) => Motion | Promise<Motion>

const exclusive = (to: Position): Motion => ({ to, kind: 'exclusive' })
const inclusive = (to: Position): Motion => ({ to, kind: 'inclusive' })

const left: Mover = ({ cursor, line }, count) => {
  let { at } = cursor
  for (let i = 0; i < count && at > 0; i++) at = before(line, at)
  if (at === cursor.at) throw new Bell()
  return exclusive({ line: cursor.line, at })
}

const right: Mover = ({ cursor, line, isVisual }, count) => {
  let { at } = cursor
  for (let i = 0; i < count && at < line.length; i++) at = after(line, at)
  if (at === cursor.at || (line.length === 0 && !isVisual)) throw new Bell()
  return exclusive({ line: cursor.line, at })
}

/** As far as the text goes; only from its very edge there is no way. */
const lineTowards = ({ cursor, text }: Session, by: number): number => {
  const line = Math.max(0, Math.min(text.last, cursor.line + by))
  if (line === cursor.line && by !== 0) throw new Bell()
  return line
}

const vertical =
  (direction: number): Mover =>
  (session, count) => {
    const { text } = session
    const line = lineTowards(session, direction * count)
    const to =
      session.want === Infinity
        ? lastAt(text.line(line))
        : indexAtColumn(text.line(line), session.want, session.settings)
    return {
      to: { line, at: Math.min(to, Math.max(0, text.line(line).length)) },
      kind: 'line',
      want: session.want,
    }
  }

/** To the first non-blank of a line so many away. */
const lineAway =
  (direction: number, less = 0): Mover =>
  (session, count) => {
    const line = lineTowards(session, direction * (count - less))
    return { to: { line, at: firstNonBlank(session.text.line(line)) }, kind: 'line' }
  }

const wordMotion =
  (step: typeof nextWord, big: boolean, kind: 'exclusive' | 'inclusive', atEnd: 'first' | 'last'): Mover =>
  ({ cursor, text }, count) => {
    let to = cursor
    for (let i = 0; i < count; i++) {
      const next = step(text.lines, to, big)
      if (!next) {
        const edge =
          atEnd === 'first' ? { line: 0, at: 0 } : { line: text.last, at: text.line(text.last).length }
        if (i === 0 && samePosition(edge, cursor)) throw new Bell()
        return { to: edge, kind: 'exclusive' }
      }
      to = next
    }
    return { to, kind }
  }

const find =
  (forward: boolean, till: boolean): Mover =>
  async (session, count) => {
    const char = await session.key()
    if (char.length > 2 || char === '<Esc>') throw new Bell()
    session.lastFind = { char, forward, till }
    return findChar(session, session.lastFind, count, false)
  }

const findChar = (
  { cursor, line }: Session,
  { char, forward, till }: LastFind,
  count: number,
  again: boolean,
): Motion => {
  let { at } = cursor
  // Repeating t goes on from behind the character that stopped it.
  if (again && till && line[forward ? at + 1 : at - 1] === char && count === 1) at += forward ? 1 : -1
  for (let i = 0; i < count; i++) {
    at = forward ? line.indexOf(char, at + 1) : at === 0 ? -1 : line.lastIndexOf(char, at - 1)
    if (at < 0) throw new Bell()
  }
  if (till) at = forward ? before(line, at) : after(line, at)
  return { to: { line: cursor.line, at }, kind: forward ? 'inclusive' : 'exclusive' }
}

const repeatFind =
  (same: boolean): Mover =>
  (session, count) => {
    const { lastFind } = session
    if (!lastFind) throw new Bell()
    return findChar(session, { ...lastFind, forward: lastFind.forward === same }, count, true)
  }

const paragraph =
  (direction: number): Mover =>
  ({ cursor, text }, count) => {
    let { line } = cursor
    for (let i = 0; i < count; i++) {
      while (line >= 0 && line <= text.last && text.line(line) === '') line += direction
      while (line >= 0 && line <= text.last && text.line(line) !== '') line += direction
    }
    if (line < 0) return exclusive({ line: 0, at: 0 })
    if (line > text.last) return inclusive({ line: text.last, at: lastAt(text.line(text.last)) })
    return exclusive({ line, at: 0 })
  }

/** Where sentences begin: behind `.`, `!` or `?` with blanks or a line's end, and at paragraphs' edges. */
const sentenceStarts = (line: string, previous: string | undefined): number[] => {
  if (line === '') return previous === '' ? [] : [0]
  const starts =
    previous === undefined || previous === '' || /[.!?][)\]"']*\s*$/.test(previous)
      ? [firstNonBlank(line)]
      : []
  for (const match of line.matchAll(/[.!?][)\]"']*\s+(?=\S)/g)) starts.push(match.index + match[0].length)
  return starts
}

const sentence =
  (direction: number): Mover =>
  ({ cursor, text }, count) => {
    let to = cursor
    for (let i = 0; i < count; i++) {
      let found: Position | undefined
      for (let line = to.line; line >= 0 && line <= text.last && !found; line += direction) {
        const starts = sentenceStarts(text.line(line), line > 0 ? text.line(line - 1) : undefined).filter(
          (at) => (line !== to.line ? true : direction > 0 ? at > to.at : at < to.at),
        )
        const at = direction > 0 ? starts[0] : starts.at(-1)
        if (at !== undefined) found = { line, at }
      }
      to =
        found ?? (direction > 0 ? { line: text.last, at: lastAt(text.line(text.last)) } : { line: 0, at: 0 })
    }
    if (samePosition(to, cursor)) throw new Bell()
    return exclusive(to)
  }

const brackets = ['()', '[]', '{}'] as const

const percent: Mover = (session, count, given) => {
  const { cursor, text, line } = session
  if (given) {
    if (count > 100) throw new Bell()
    const to = Math.max(0, Math.ceil((count * text.lines.length) / 100) - 1)
    return { to: { line: to, at: firstNonBlank(text.line(to)) }, kind: 'line' }
  }
  for (let { at } = cursor; at < line.length; at++) {
    const pair = brackets.find((both) => both.includes(line[at]!))
    if (!pair) continue
    const isOpen = line[at] === pair[0]
    const found = enclosing(
      text.lines,
      { line: cursor.line, at: at + (isOpen ? 1 : -1) },
      [pair[0]!, pair[1]!],
      isOpen,
    )
    if (!found) throw new Bell()
    return inclusive(found)
  }
  throw new Bell()
}

const searchMotion =
  (forward: boolean): Mover =>
  async (session, count) => {
    const typed = await readPattern(session, forward ? '/' : '?')
    if (typed === undefined) throw new Bell()
    return searchAgain(session, true, count, typed)
  }

const searchAgain = (session: Session, same: boolean, count: number, shown?: string): Motion => {
  const last = session.searchedFor
  if (!last) throw new VimError('E35: No previous regular expression')
  const forward = last.forward === same
  session.isHighlighting = true
  session.message = {
    text:
      shown ??
      `${forward ? '/' : '?'}${last.pattern}${last.offset && `${forward ? '/' : '?'}${last.offset}`}`,
    isEcho: true,
  }
  let to = session.cursor
  for (let i = 0; i < count; i++) to = session.find('', forward, to)
  return offsetMotion(session, to, last.offset)
}

const offsetMotion = ({ text }: Session, to: Position, offset: string): Motion => {
  const match = /^([esb])?([-+]?\d*)/.exec(offset)!
  if (offset === '') return exclusive(to)
  const amount = match[2] === '+' ? 1 : match[2] === '-' ? -1 : Number(match[2])
  if (!match[1]) {
    const line = Math.max(0, Math.min(text.last, to.line + amount))
    return { to: { line, at: firstNonBlank(text.line(line)) }, kind: 'line' }
  }
  return inclusive({ line: to.line, at: Math.max(0, Math.min(lastAt(text.line(to.line)), to.at + amount)) })
}

/** * and #: the word under the cursor, or the next one in the line. */
const searchWord =
  (forward: boolean, whole: boolean): Mover =>
  (session, count) => {
    const { line, cursor } = session
    let from = cursor.at
    while (from < line.length && kindOf(line[from], false) !== 2) from++
    while (from > 0 && kindOf(line[from - 1], false) === 2) from--
    let to = from
    while (to < line.length && kindOf(line[to], false) === 2) to++
    if (to === from) throw new VimError('E348: No string under cursor')
    const word = line.slice(from, to)
    session.searchedFor = { pattern: whole ? `\\<${word}\\>` : word, forward, offset: '' }
    session.cursor = { line: cursor.line, at: from }
    session.setJump()
    return searchAgain(session, true, count)
  }

const screenLine =
  (where: 'H' | 'M' | 'L'): Mover =>
  (session, count) => {
    const height = session.screen.rows - 1
    const bottom = Math.min(session.text.last, session.top + height - 1)
    const line =
      where === 'H'
        ? session.top + count - 1
        : where === 'L'
          ? bottom - count + 1
          : Math.floor((session.top + bottom) / 2)
    const to = Math.max(session.top, Math.min(bottom, line))
    return { to: { line: to, at: firstNonBlank(session.text.line(to)) }, kind: 'line' }
  }

const toMark =
  (linewise: boolean): Mover =>
  async (session) => {
    const name = await session.key()
    const place = session.mark(name)
    return linewise
      ? { to: { line: place.line, at: firstNonBlank(session.text.line(place.line)) }, kind: 'line' }
      : exclusive({ line: place.line, at: Math.min(place.at, lastAt(session.text.line(place.line))) })
  }

const toLine =
  (otherwise: 'first' | 'last'): Mover =>
  ({ text }, count, given) => {
    const line = given ? Math.min(count - 1, text.last) : otherwise === 'first' ? 0 : text.last
    return { to: { line, at: firstNonBlank(text.line(line)) }, kind: 'line' }
  }

/** w stops before the line's end when an operator is at work, and cw is ce. */
export const movers: Readonly<Record<string, Mover>> = {
  h: left,
  '<Left>': left,
  '<BS>': left,
  '<C-h>': left,
  l: right,
  '<Right>': right,
  ' ': right,
  j: vertical(1),
  '<Down>': vertical(1),
  '<C-j>': vertical(1),
  '<C-n>': vertical(1),
  k: vertical(-1),
  '<Up>': vertical(-1),
  '<C-p>': vertical(-1),
  '+': lineAway(1),
  '<CR>': lineAway(1),
  '-': lineAway(-1),
  _: lineAway(1, 1),
  w: wordMotion(nextWord, false, 'exclusive', 'last'),
  W: wordMotion(nextWord, true, 'exclusive', 'last'),
  '<S-Right>': wordMotion(nextWord, false, 'exclusive', 'last'),
  b: wordMotion(previousWord, false, 'exclusive', 'first'),
  B: wordMotion(previousWord, true, 'exclusive', 'first'),
  '<S-Left>': wordMotion(previousWord, false, 'exclusive', 'first'),
  e: wordMotion(wordEnd, false, 'inclusive', 'last'),
  E: wordMotion(wordEnd, true, 'inclusive', 'last'),
  ge: wordMotion(previousWordEnd, false, 'inclusive', 'first'),
  gE: wordMotion(previousWordEnd, true, 'inclusive', 'first'),
  '0': ({ cursor }) => exclusive({ line: cursor.line, at: 0 }),
  '<Home>': ({ cursor }) => exclusive({ line: cursor.line, at: 0 }),
  g0: ({ cursor }) => exclusive({ line: cursor.line, at: 0 }),
  '^': ({ cursor, line }) => exclusive({ line: cursor.line, at: firstNonBlank(line) }),
  g_: ({ cursor, line }) => inclusive({ line: cursor.line, at: lastAt(line.trimEnd()) }),
  $: endOfLine,
  '<End>': endOfLine,
  '|': ({ cursor, line, settings }, count) =>
    exclusive({ line: cursor.line, at: indexAtColumn(line, count - 1, settings) }),
  gg: toLine('first'),
  G: toLine('last'),
  '{': paragraph(-1),
  '}': paragraph(1),
  '(': sentence(-1),
  ')': sentence(1),
  '%': percent,
  f: find(true, false),
  F: find(false, false),
  t: find(true, true),
  T: find(false, true),
  ';': repeatFind(true),
  ',': repeatFind(false),
  '/': searchMotion(true),
  '?': searchMotion(false),
  n: (session, count) => searchAgain(session, true, count),
  N: (session, count) => searchAgain(session, false, count),
  '*': searchWord(true, true),
  '#': searchWord(false, true),
  'g*': searchWord(true, false),
  'g#': searchWord(false, false),
  H: screenLine('H'),
  M: screenLine('M'),
  L: screenLine('L'),
  "'": toMark(true),
  '`': toMark(false),
  gj: vertical(1),
  gk: vertical(-1),
}

function endOfLine({ cursor, text }: Session, count: number): Motion {
  const line = Math.min(text.last, cursor.line + count - 1)
  return { to: { line, at: lastAt(text.line(line)) }, kind: 'inclusive', want: Infinity }
}

/** Those after which '' leads back. */
const jumps = new Set([
  'G',
  'gg',
  '{',
  '}',
  '(',
  ')',
  '%',
  '/',
  '?',
  'n',
  'N',
  '*',
  '#',
  'g*',
  'g#',
  'H',
  'M',
  'L',
  "'",
  '`',
])

/** Moves the cursor as a motion says. */
export const move = async (session: Session, key: string, count: number, given: boolean): Promise<void> => {
  const from = { ...session.cursor }
  const motion = await movers[key]!(session, count, given, key)
  if (jumps.has(key)) session.marks.set("'", from)
  session.cursor = { ...motion.to }
  session.clamp()
  session.want = motion.want ?? columnOf(session.line, session.cursor.at, session.settings)
}
