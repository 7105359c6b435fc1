import { after, before } from './position.ts'
import { search, SearchError } from './pattern.ts'
import type { Session } from './session.ts'

/** Reads the last row: a command behind `:`, a pattern behind `/` or `?`. Undefined when it is given up. */
export const readLine = async (
  session: Session,
  sign: string,
  initial = '',
  changed: (typed: string) => void = () => {},
): Promise<string | undefined> => {
  let typed = initial
  let at = typed.length
  const history = session.history[sign === ':' ? ':' : '/']
  let past = history.length
  let draft = ''
  try {
    for (;;) {
      session.prompt = { text: sign + typed, cursor: sign.length + at }
      const key = await session.key()
      if (key === '<CR>' || key === '<C-j>') {
        if (typed !== '' && history.at(-1) !== typed) history.push(typed)
        return typed
      }
      if (key === '<Esc>' || key === '<C-c>') return undefined
      if (key === '<BS>' || key === '<C-h>') {
        if (typed === '') return undefined
        const from = before(typed, at)
        typed = typed.slice(0, from) + typed.slice(at)
        at = from
      } else if (key === '<C-w>') {
        const from = typed.slice(0, at).replace(/(\w+|[^\w\s]+|)\s*$/, '').length
        typed = typed.slice(0, from) + typed.slice(at)
        at = from
      } else if (key === '<C-u>') {
        typed = typed.slice(at)
        at = 0
      } else if (key === '<Left>') at = before(typed, at)
      else if (key === '<Right>') at = after(typed, at)
      else if (key === '<C-b>' || key === '<Home>') at = 0
      else if (key === '<C-e>' || key === '<End>') at = typed.length
      else if (key === '<Del>') typed = typed.slice(0, at) + typed.slice(after(typed, at))
      else if (key === '<Up>' || key === '<C-p>' || key === '<Down>' || key === '<C-n>') {
        const step = key === '<Up>' || key === '<C-p>' ? -1 : 1
        if (past === history.length) draft = typed
        const next = past + step
        if (next >= 0 && next <= history.length) {
          past = next
          typed = history[past] ?? draft
          at = typed.length
        }
      } else {
        let text = key
        if (key === '<C-v>') text = literal(await session.key())
        else if (key === '<C-r>') text = await registerText(session)
        else if (key.length > 2 && key.startsWith('<')) continue
        typed = typed.slice(0, at) + text + typed.slice(at)
        at += text.length
      }
      changed(typed)
    }
  } finally {
    session.prompt = undefined
  }
}

const registerText = async (session: Session): Promise<string> => {
  const name = await session.key()
  if (name === '<C-w>')
    return (
      /\w*$/.exec(session.line.slice(0, session.cursor.at))![0] +
      /^\w*/.exec(session.line.slice(session.cursor.at))![0]
    )
  return session.registers.get(name)?.lines.join('\r') ?? ''
}

/** The character that a key is, for ^V. */
export const literal = (key: string): string => {
  if (key === '<Esc>') return '\x1b'
  if (key === '<CR>') return '\r'
  const control = /^<C-(.)>$/.exec(key)
  return control ? String.fromCharCode(control[1]!.toUpperCase().charCodeAt(0) ^ 64) : key
}

/** Reads a pattern, showing where it would lead; keeps it as the last one. Gives what stands in the row. */
export const readPattern = async (session: Session, sign: '/' | '?'): Promise<string | undefined> => {
  const forward = sign === '/'
  const top = session.top
  const cursor = session.cursor
  const typed = await readLine(session, sign, '', (pattern) => {
    session.incremental = undefined
    session.cursor = cursor
    session.top = top
    const wanted = splitOffset(pattern, sign).pattern
    if (!session.settings.is('incsearch') || wanted === '') return
    try {
      const expression = session.compile(wanted)
      const found = search(session.text.lines, expression, cursor, {
        forward,
        wrap: session.settings.is('wrapscan'),
      })
      if (!found) return
      session.incremental = { expression, line: found.line, from: found.at, to: found.end }
      session.cursor = { line: found.line, at: found.at }
    } catch (error) {
      if (!(error instanceof SearchError)) throw error
    }
  })
  session.incremental = undefined
  session.cursor = cursor
  session.top = top
  if (typed === undefined) return undefined
  const { pattern, offset } = splitOffset(typed, sign)
  const last = session.searchedFor
  session.searchedFor = { pattern: pattern || (last?.pattern ?? ''), forward, offset }
  if (session.searchedFor.pattern === '') session.searchedFor = undefined
  return sign + (session.searchedFor?.pattern ?? '') + (offset && `${sign}${offset}`)
}

/** `/pattern/e+1`: the pattern and what stands behind it. */
const splitOffset = (typed: string, sign: string): { pattern: string; offset: string } => {
  for (let i = 0; i < typed.length; i++) {
    if (typed[i] === '\\') i++
    else if (typed[i] === sign) return { pattern: typed.slice(0, i), offset: typed.slice(i + 1) }
  }
  return { pattern: typed, offset: '' }
}
