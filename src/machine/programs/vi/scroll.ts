import { firstNonBlank, lastAt } from './position.ts'
import { Bell, type Session } from './session.ts'

export const scrollKeys = new Set([
  '<C-f>',
  '<PageDown>',
  '<C-b>',
  '<PageUp>',
  '<C-d>',
  '<C-u>',
  '<C-e>',
  '<C-y>',
  'z',
])

/** Moves the window over the text; the cursor stays inside. */
export const scrollCommand = async (
  session: Session,
  key: string,
  count: number,
  given: boolean,
): Promise<void> => {
  const { text, screen } = session
  const height = Math.max(1, screen.rows - 1)
  const half = given ? count : Math.max(1, Math.floor(height / 2))
  switch (key) {
    case '<C-f>':
    case '<PageDown>':
      if (session.top >= text.last) throw new Bell()
      for (let i = 0; i < count; i++) session.top = Math.min(text.last, session.top + Math.max(1, height - 2))
      return session.goTo(session.top)
    case '<C-b>':
    case '<PageUp>':
      if (session.top === 0) throw new Bell()
      for (let i = 0; i < count; i++) session.top = Math.max(0, session.top - Math.max(1, height - 2))
      return session.goTo(session.top + height - 1)
    case '<C-d>': {
      if (session.cursor.line === text.last) throw new Bell()
      const most = Math.max(session.top, text.last - height + 1)
      session.top = Math.min(most, session.top + half)
      return session.goTo(session.cursor.line + half)
    }
    case '<C-u>':
      if (session.cursor.line === 0) throw new Bell()
      session.top = Math.max(0, session.top - half)
      return session.goTo(session.cursor.line - half)
    case '<C-e>':
      session.top = Math.min(text.last, session.top + count)
      return keepInside(session)
    case '<C-y>':
      session.top = Math.max(0, session.top - count)
      return keepInside(session)
    default:
      return placeLine(session, await session.key(), count, given)
  }
}

const keepInside = (session: Session): void => {
  const { text, cursor, top } = session
  const bottom = Math.min(text.last, top + Math.max(1, session.screen.rows - 1) - 1)
  const line = Math.max(top, Math.min(bottom, cursor.line))
  if (line === cursor.line) return
  const to = text.line(line)
  session.cursor = { line, at: Math.min(cursor.at, lastAt(to)) }
}

/** z: the cursor's line to the top, middle or bottom. */
const placeLine = (session: Session, key: string, count: number, given: boolean): void => {
  const height = Math.max(1, session.screen.rows - 1)
  if (given) session.cursor.line = Math.min(session.text.last, count - 1)
  const { line } = session.cursor
  if (key === 't' || key === '<CR>') session.top = line
  else if (key === 'z' || key === '.') session.top = Math.max(0, line - Math.floor((height - 1) / 2))
  else if (key === 'b' || key === '-') session.top = Math.max(0, line - height + 1)
  else throw new Bell()
  if ('<CR>.-'.includes(key)) session.cursor.at = firstNonBlank(session.line)
}
