import {
  addToNumber,
  deleteLeft,
  deleteRight,
  join,
  replaceCharacters,
  substitute,
  swapCases,
} from './change-commands.ts'
import type { Command } from './command.ts'
import { insertAt, openLine } from './insert-commands.ts'
import { insertMode } from './insert.ts'
import { playMacro, recordMacro } from './macros.ts'
import { move, movers } from './motions.ts'
import { operatorCommand } from './operator-command.ts'
import { operatorKeys } from './operators.ts'
import { after, indentOf } from './position.ts'
import { readCommand, type Prefix } from './prefix.ts'
import { readLine } from './prompt.ts'
import { put } from './put.ts'
import { scrollCommand, scrollKeys } from './scroll.ts'
import { Bell, Leave, type Session } from './session.ts'
import { undo } from './undo.ts'
import { selectAgain, startVisual, visualOperator } from './visual.ts'

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

/** A command that is another one in short: D is d$. */
const alias =
  (...keys: string[]): Command =>
  async (session, { count, given, register }) => {
    const [first, ...rest] = keys as [string, ...string[]]
    session.feed(rest)
    await run(session, { key: first, count, given, register })
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
  s: substitute,
  S: alias('c', 'c'),
  C: alias('c', '$'),
  D: alias('d', '$'),
  Y: alias('y', 'y'),
  x: deleteRight,
  '<Del>': deleteRight,
  X: deleteLeft,
  p: put(true, false),
  P: put(false, false),
  gp: put(true, true),
  gP: put(false, true),
  r: replaceCharacters,
  R: async (session, { count }) => insertMode(session, count, true),
  J: join(true),
  gJ: join(false),
  '~': swapCases,
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
