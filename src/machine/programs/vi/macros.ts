import type { Command } from './command.ts'
import { literal } from './prompt.ts'
import { Bell } from './session.ts'

export const recordMacro: Command = async (session) => {
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

export const playMacro: Command = async (session, { count }) => {
  const key = await session.key()
  const name = key === '@' ? session.lastMacro : key
  const register = name === undefined ? undefined : session.registers.get(name)
  if (!register) throw new Bell()
  session.lastMacro = name
  const keys = decodeKeys(register.lines.join('\n') + (register.kind === 'line' ? '\n' : ''))
  if (keys.length * count > 100_000) throw new Bell()
  session.feed(Array.from({ length: count }, () => keys).flat())
}
