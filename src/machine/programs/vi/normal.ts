import { columnOf } from './columns.ts'
import { insertMode } from './insert.ts'
import { move, movers, type Motion } from './motions.ts'
import { joinLines, operate, operatorKeys, reportLines, swapCase, type Region } from './operators.ts'
import { after, before, firstNonBlank, indentOf, isBefore, lastAt, ordered } from './position.ts'
import { literal, readLine } from './prompt.ts'
import { formatTime } from '../text/format-time.ts'
import { readCommand, type Prefix } from './prefix.ts'
import { Bell, Leave, VimError, type Session } from './session.ts'
import { scrollCommand, scrollKeys } from './scroll.ts'
import { textObject } from './text-objects.ts'
import { selectAgain, startVisual, visualOperator } from './visual.ts'
import { kindOf } from './words.ts'

/** Commands after which `.` does the same again. */
const repeatable = new Set([
  ...'iaIAoOsScCdDxXpPrRJ~&>=<',
  'gJ',
  'gu',
  'gU',
  'g~',
  'g?',
  'gq',
  'gp',
  'gP',
  'gi',
  '<C-a>',
  '<C-x>',
  '<Del>',
])

export const normalCommand = async (session: Session): Promise<void> => {
  session.take()
  const command = await readCommand(session)
  const isRepeat = command.key === '.'
  try {
    if (isRepeat) await repeat(session, command)
    else {
      await run(session, command)
      if (repeatable.has(command.key)) session.dot = { keys: [...session.taken] }
    }
  } finally {
    session.text.endChange()
    session.clamp()
  }
}

const repeat = async (session: Session, { count, given }: Prefix): Promise<void> => {
  const { dot } = session
  if (!dot) throw new Bell()
  if (dot.visual) selectAgain(session, dot.visual)
  let { keys } = dot
  if (given) {
    const at = keys.findIndex((key, i) => !/^\d$/.test(key) && key !== '"' && keys[i - 1] !== '"')
    keys = [...String(count), ...keys.slice(at)]
  }
  // What is put back from a numbered register comes from the next one.
  if (keys[0] === '"' && /^[1-8]$/.test(keys[1] ?? ''))
    keys = ['"', String(Number(keys[1]) + 1), ...keys.slice(2)]
  await session.runFed(keys, async () => {
    const command = await readCommand(session)
    if (dot.visual) await visualOperator(session, command.key, command)
    else await run(session, command)
  })
  session.dot = { ...dot, keys }
}

const run = async (session: Session, command: Prefix & { key: string }): Promise<void> => {
  const { key, count, given } = command
  if (operatorKeys.has(key) && key !== 'J') return operatorCommand(session, command)
  if (movers[key]) return move(session, key, count, given)
  if (scrollKeys.has(key)) return scrollCommand(session, key, count, given)
  const perform = commands[key]
  if (!perform) throw new Bell()
  await perform(session, command)
}

/** Reads the motion or text object behind an operator, and does it. */
const operatorCommand = async (session: Session, prefix: Prefix & { key: string }): Promise<void> => {
  const operator = prefix.key
  const next = await readCommand(session)
  const count = prefix.count * next.count
  const given = prefix.given || next.given
  const start = { ...session.cursor }
  if (next.key === '<Esc>' || next.key === '<C-c>') return
  const isDoubled =
    next.key === operator || (operator.length === 2 && (next.key === operator[1] || next.key === operator))
  let region: Region | undefined
  if (isDoubled) region = lines(session, count)
  else if ((next.key === 'i' || next.key === 'a') && !movers[next.key]) {
    const object = await session.key()
    region = textObject(session.text.lines, session.cursor, object, next.key === 'a', count)
    if (!region) throw new Bell()
  } else region = await motionRegion(session, operator, next.key, count, given)
  const { from } = region
  if (operator !== 'y' || !region.linewise || next.key === '{' || isBefore(from, start))
    session.cursor =
      isDoubled || region.linewise
        ? {
            line: from.line,
            at:
              isDoubled || from.line === start.line
                ? start.at
                : Math.min(start.at, lastAt(session.text.line(from.line))),
          }
        : { ...from }
  await operate(session, operator, region, prefix.register, 1)
  session.clamp()
  if (operator !== 'y') session.want = columnOf(session.line, session.cursor.at, session.settings)
}

const lines = ({ cursor, text }: Session, count: number): Region => {
  const last = cursor.line + count - 1
  if (last > text.last && cursor.line === text.last && count > 1) throw new Bell()
  const to = Math.min(text.last, last)
  return { from: { line: cursor.line, at: 0 }, to: { line: to, at: text.line(to).length }, linewise: true }
}

const motionRegion = async (
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
    let { at } = start
    for (let i = 0; i < count; i++) at = after(line, at)
    motion = { to: { line: start.line, at }, kind: 'exclusive' }
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

type Command = (session: Session, prefix: Prefix & { key: string }) => Promise<void> | void

/** A command that is another one in short: D is d$. */
const alias =
  (...keys: string[]): Command =>
  async (session, { count, given, register }) => {
    const [first, ...rest] = keys as [string, ...string[]]
    session.feed(rest)
    await run(session, { key: first, count, given, register })
  }

const charsRight: Command = async (session, { count, register }) => {
  const { line, cursor } = session
  if (line === '') throw new Bell()
  let to = cursor.at
  for (let i = 0; i < count; i++) to = after(line, to)
  await operate(session, 'd', { from: { ...cursor }, to: { line: cursor.line, at: to } }, register)
}

const put =
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

const insertAt =
  (place: (session: Session) => void): Command =>
  async (session, { count }) => {
    session.beginChange()
    place(session)
    await insertMode(session, count)
  }

const openLine =
  (below: boolean): Command =>
  async (session, { count }) => {
    session.beginChange()
    const indent = session.settings.is('autoindent') ? indentOf(session.line) : ''
    const line = session.cursor.line + (below ? 1 : 0)
    session.text.replace(line, 0, [indent])
    session.cursor = { line, at: indent.length }
    await insertMode(session, 1)
    const typed = session.text.line(line)
    if (count > 1 && session.cursor.line === line) {
      const more = Array.from({ length: count - 1 }, () => typed)
      session.text.replace(line + 1, 0, more)
      session.cursor.line += count - 1
    }
  }

const replaceChars: Command = async (session, { count }) => {
  const key = await session.key()
  if (key === '<Esc>' || key === '<C-c>') return
  const char = key === '<C-v>' ? literal(await session.key()) : key
  const { line, cursor, text } = session
  if (char.length > 2 && char !== '<CR>') throw new Bell()
  if (Array.from(line.slice(cursor.at)).length < count) throw new Bell()
  let to = cursor.at
  for (let i = 0; i < count; i++) to = after(line, to)
  session.beginChange()
  if (char === '<CR>') {
    text.replace(cursor.line, 1, [line.slice(0, cursor.at), line.slice(to)])
    session.cursor = { line: cursor.line + 1, at: 0 }
    return
  }
  text.setLine(cursor.line, line.slice(0, cursor.at) + char.repeat(count) + line.slice(to))
  session.cursor.at = cursor.at + char.length * (count - 1)
}

const tilde: Command = (session, { count }) => {
  const { line, cursor, text } = session
  if (line === '') throw new Bell()
  let to = cursor.at
  for (let i = 0; i < count; i++) to = after(line, to)
  session.beginChange()
  text.setLine(cursor.line, line.slice(0, cursor.at) + swapCase(line.slice(cursor.at, to)) + line.slice(to))
  session.cursor.at = to
  session.clamp()
}

const join =
  (blanks: boolean): Command =>
  (session, { count }) => {
    const { cursor, text } = session
    if (cursor.line === text.last) throw new Bell()
    session.beginChange()
    joinLines(session, cursor.line, Math.min(text.last, cursor.line + Math.max(1, count - 1)), blanks)
  }

/** How long ago a change was made; by the clock when that is long. */
const agoText = (seconds: number, time: number): string =>
  seconds < 100 ? `${seconds} second${seconds === 1 ? '' : 's'} ago` : formatTime('%T', new Date(time))

const undo =
  (redo: boolean): Command =>
  (session, { count }) => {
    for (let i = 0; i < count; i++) {
      const size = session.text.lines.length
      const done = redo ? session.text.redo() : session.text.undo()
      if (!done) {
        session.say(redo ? 'Already at newest change' : 'Already at oldest change')
        return
      }
      session.cursor = done.cursor
      session.clamp()
      const grown = session.text.lines.length - size
      if (grown !== 0) session.cursor.at = firstNonBlank(session.line)
      const changed = done.change.replacements.length
      const what =
        grown === 0
          ? `${changed} change${changed === 1 ? '' : 's'}`
          : grown > 0
            ? `${grown} ${grown === 1 ? 'more line' : 'more lines'}`
            : `${-grown} ${grown === -1 ? 'line less' : 'fewer lines'}`
      const { number, time } = done.change
      const seconds = Math.max(0, Math.floor((session.proc.system.now() - time) / 1000))
      session.say(`${what}; ${redo ? 'after' : 'before'} #${number}  ${agoText(seconds, time)}`)
    }
  }

const addToNumber =
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

const recordMacro: Command = async (session) => {
  if (session.recording) {
    const { register, keys } = session.recording
    session.recording = undefined
    session.registers.set(register, { lines: [encodeKeys(keys.slice(0, -1))], kind: 'char' })
    return
  }
  const register = await session.key()
  if (!/^[a-zA-Z0-9"]$/.test(register)) throw new Bell()
  session.recording = { register, keys: [] }
}

/** Keys as text, as a register keeps them, and back. */
const encodeKeys = (keys: readonly string[]): string =>
  keys.map((key) => (key.length === 1 || !key.startsWith('<') ? key : literalOrName(key))).join('')
const literalOrName = (key: string): string => {
  const text = literal(key)
  return text === key ? `\u0080${key}` : text
}
const decodeKeys = (text: string): string[] =>
  [...text.matchAll(/\u0080(<[^>]+>)|[\s\S]/gu)].map(([all, named]) => {
    if (named) return named
    if (all === '\x1b') return '<Esc>'
    if (all === '\r' || all === '\n') return '<CR>'
    return all < ' ' && all !== '\t' ? `<C-${String.fromCharCode(all.charCodeAt(0) + 96)}>` : all
  })

const playMacro: Command = async (session, { count }) => {
  const key = await session.key()
  const name = key === '@' ? session.lastMacro : key
  const register = name === undefined ? undefined : session.registers.get(name)
  if (!register) throw new Bell()
  session.lastMacro = name
  const keys = decodeKeys(register.lines.join('\n') + (register.kind === 'line' ? '\n' : ''))
  if (keys.length * count > 100_000) throw new Bell()
  session.feed(Array.from({ length: count }, () => keys).flat())
}

const colon: Command = async (session, { count, given }) => {
  const range = given ? (count === 1 ? '.' : `.,.+${count - 1}`) : ''
  const typed = await readLine(session, ':', range)
  if (typed === undefined) return
  session.message = { text: `:${typed}`, isEcho: true }
  await session.ex(typed)
}

const commands: Readonly<Record<string, Command>> = {
  i: insertAt(() => {}),
  '<Insert>': insertAt(() => {}),
  a: insertAt((session) => {
    session.cursor.at = after(session.line, session.cursor.at)
  }),
  I: insertAt((session) => {
    session.cursor.at = indentOf(session.line).length
  }),
  A: insertAt((session) => {
    session.cursor.at = session.line.length
  }),
  gi: insertAt((session) => {
    const place = session.marks.get('^')
    if (place) session.cursor = { line: place.line, at: after(session.text.line(place.line), place.at) }
  }),
  gI: insertAt((session) => {
    session.cursor.at = 0
  }),
  o: openLine(true),
  O: openLine(false),
  s: async (session, { count, register }) => {
    const { line, cursor } = session
    let to = cursor.at
    for (let i = 0; i < count; i++) to = after(line, to)
    await operate(session, 'c', { from: { ...cursor }, to: { line: cursor.line, at: to } }, register)
  },
  S: alias('c', 'c'),
  C: alias('c', '$'),
  D: alias('d', '$'),
  Y: alias('y', 'y'),
  x: charsRight,
  '<Del>': charsRight,
  X: async (session, { count, register }) => {
    const { line, cursor } = session
    if (cursor.at === 0) throw new Bell()
    let from = cursor.at
    for (let i = 0; i < count && from > 0; i++) from = before(line, from)
    await operate(session, 'd', { from: { line: cursor.line, at: from }, to: { ...cursor } }, register)
  },
  p: put(true, false),
  P: put(false, false),
  gp: put(true, true),
  gP: put(false, true),
  r: replaceChars,
  R: async (session, { count }) => insertMode(session, count, true),
  J: join(true),
  gJ: join(false),
  '~': tilde,
  u: undo(false),
  '<C-r>': undo(true),
  U: (session) => {
    session.beginChange()
    if (!session.text.restoreLine(session.cursor.line)) throw new Bell()
    session.cursor.at = 0
  },
  '<C-a>': addToNumber(1),
  '<C-x>': addToNumber(-1),
  m: async (session) => {
    const name = await session.key()
    if (!/^[a-zA-Z'`]$/.test(name)) throw new Bell()
    session.marks.set(name === '`' ? "'" : name, { ...session.cursor })
  },
  q: recordMacro,
  '@': playMacro,
  ':': colon,
  '&': async (session) => session.ex('&'),
  'g&': async (session) => session.ex('%s//~/&'),
  v: (session) => startVisual(session, 'visual'),
  V: (session) => startVisual(session, 'line'),
  '<C-v>': (session) => startVisual(session, 'block'),
  gv: (session) => {
    if (!session.lastVisual) throw new Bell()
    session.mode = session.lastVisual.mode
    session.anchor = { ...session.lastVisual.anchor }
    session.cursor = { ...session.lastVisual.cursor }
  },
  Z: async (session) => {
    const key = await session.key()
    if (key === 'Z') await session.ex('x')
    else if (key === 'Q') throw new Leave()
    else throw new Bell()
  },
  '<C-l>': (session) => session.screen.redraw(),
  '<C-g>': async (session) => session.ex('f'),
  '<C-z>': (session) => session.screen.suspend(),
  '<C-c>': (session) => session.say('Type  :qa!  and press <Enter> to abandon all changes and exit Vim'),
  '<Esc>': () => {
    throw new Bell()
  },
}
