import type { Command } from './command.ts'
import { insertMode } from './insert.ts'
import { indentOf } from './position.ts'
import type { Session } from './session.ts'

/** i, a and the others: from a place on. */
export const insertAt =
  (place: (session: Session) => void): Command =>
  async (session, { count }) => {
    session.beginChange()
    place(session)
    await insertMode(session, count)
  }

export const openLine =
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
