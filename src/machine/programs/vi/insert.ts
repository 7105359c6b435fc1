import { columnOf, indentation, indexAtColumn } from './columns.ts'
import { after, before, indentOf, type Position } from './position.ts'
import { literal } from './prompt.ts'
import type { Session } from './session.ts'

/** Insert mode until Escape. What was typed is kept for `count` repetitions and the register `.`. */
export const insertMode = async (session: Session, count = 1, replacing = false): Promise<void> => {
  session.mode = replacing ? 'replace' : 'insert'
  const start = { ...session.cursor }
  let typed = ''
  /** What stood where Replace mode typed over it: Backspace brings it back. */
  const covered: (string | undefined)[] = []
  session.beginChange()
  try {
    for (;;) {
      const key = await session.key()
      if (key === '<Esc>' || key === '<C-c>' || key === '<C-[>') break
      typed = await press(session, key, typed, replacing ? covered : undefined, start)
    }
    const again = typed === '' ? 0 : count - 1
    for (let i = 0; i < again; i++)
      for (const char of typed) put(session, char === '\n' ? '<CR>' : char, replacing ? [] : undefined)
  } finally {
    session.mode = 'normal'
    // The mode was shown in the message's place, and leaves an empty row behind.
    session.message = { text: '' }
  }
  if (typed !== '') session.registers.set('.', { lines: typed.split('\n'), kind: 'char' })
  // A line with nothing but the indent that it was given gets none.
  if (session.settings.is('autoindent') && /^[ \t]+$/.test(session.line) && /\n[ \t]*$|^$/.test(typed)) {
    session.text.setLine(session.cursor.line, '')
    session.cursor.at = 0
  }
  session.cursor.at = before(session.line, session.cursor.at)
  session.want = columnOf(session.line, session.cursor.at, session.settings)
  session.marks.set('^', { ...session.cursor })
}

const press = async (
  session: Session,
  key: string,
  typed: string,
  covered: (string | undefined)[] | undefined,
  start: Position,
): Promise<string> => {
  const { text, cursor, settings } = session
  if (await moveInInsert(session, key)) return ''
  switch (key) {
    case '<BS>':
    case '<C-h>':
      if (covered && covered.length > 0) {
        uncover(session, covered)
        return typed.slice(0, before(typed, typed.length))
      }
      backspace(session)
      return typed.slice(0, before(typed, typed.length))
    case '<C-w>': {
      if (cursor.at === 0) backspace(session)
      else {
        const head = session.line
          .slice(0, cursor.at)
          .replace(/([\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+|)[ \t]*$/u, '')
        text.remove({ line: cursor.line, at: head.length }, cursor)
        session.cursor.at = head.length
      }
      return ''
    }
    case '<C-u>': {
      const from =
        start.line === cursor.line && start.at < cursor.at ? start.at : indentOf(session.line).length
      const to = Math.min(from, cursor.at)
      text.remove({ line: cursor.line, at: to }, cursor)
      session.cursor.at = to
      return ''
    }
    case '<Del>':
      if (cursor.at < session.line.length)
        text.remove(cursor, { line: cursor.line, at: after(session.line, cursor.at) })
      else if (cursor.line < text.last) text.remove(cursor, { line: cursor.line + 1, at: 0 })
      return typed
    case '<C-t>':
    case '<C-d>': {
      const old = session.line
      const indent = indentOf(old)
      const column = columnOf(old, indent.length, settings)
      const width = settings.shiftWidth
      const next =
        key === '<C-t>'
          ? (Math.floor(column / width) + 1) * width
          : Math.max(0, (Math.ceil(column / width) - 1) * width)
      const replaced = indentation(settings, next)
      text.setLine(cursor.line, replaced + old.slice(indent.length))
      session.cursor.at = Math.max(0, cursor.at + replaced.length - indent.length)
      return typed
    }
    case '<C-v>':
    case '<C-q>': {
      const char = literal(await session.key())
      put(session, char, covered)
      return typed + char
    }
    case '<C-r>': {
      const register = session.registers.get(await session.key())
      if (!register) return typed
      const all = register.lines.join('\n') + (register.kind === 'line' ? '\n' : '')
      session.text.insert(session.cursor, all.split('\n'))
      advance(session, all)
      return typed + all
    }
    case '<C-e>':
    case '<C-y>': {
      const other = text.line(cursor.line + (key === '<C-e>' ? 1 : -1))
      const at = indexAtColumn(other, columnOf(session.line, cursor.at, settings), settings)
      if (at < other.length) put(session, String.fromCodePoint(other.codePointAt(at)!), covered)
      return typed
    }
    default:
      if (key === '<C-j>') return press(session, '<CR>', typed, covered, start)
      if (key.length > 2 && key.startsWith('<') && key !== '<CR>') return typed
      put(session, key, covered)
      return typed + (key === '<CR>' ? '\n' : key)
  }
}

const moveInInsert = async (session: Session, key: string): Promise<boolean> => {
  const { cursor, line, text, settings } = session
  const column = columnOf(line, cursor.at, settings)
  const toLine = (next: number): void => {
    if (next < 0 || next > text.last) return
    const other = text.line(next)
    const at =
      columnOf(other, other.length, settings) <= column
        ? other.length
        : indexAtColumn(other, column, settings)
    session.cursor = { line: next, at }
  }
  if (key === '<Left>') session.cursor.at = before(line, cursor.at)
  else if (key === '<Right>') session.cursor.at = after(line, cursor.at)
  else if (key === '<Home>') session.cursor.at = 0
  else if (key === '<End>') session.cursor.at = line.length
  else if (key === '<Up>') toLine(cursor.line - 1)
  else if (key === '<Down>') toLine(cursor.line + 1)
  else return false
  // What is typed after moving about is a change of its own.
  session.text.endChange()
  session.text.beginChange(session.cursor)
  return true
}

const advance = (session: Session, inserted: string): void => {
  const lines = inserted.split('\n')
  const { cursor } = session
  session.cursor =
    lines.length === 1
      ? { line: cursor.line, at: cursor.at + inserted.length }
      : { line: cursor.line + lines.length - 1, at: lines.at(-1)!.length }
}

const put = (session: Session, key: string, covered: (string | undefined)[] | undefined): void => {
  const { text, cursor, settings } = session
  if (key === '<CR>') {
    const tail = session.line.slice(cursor.at)
    const head = session.line.slice(0, cursor.at)
    const keeps = settings.is('autoindent') && !settings.is('paste')
    const isBare = keeps && /^[ \t]+$/.test(head)
    let indent = keeps ? indentOf(session.line).slice(0, cursor.at) : ''
    if (keeps && settings.is('smartindent') && /\{\s*$/.test(head))
      indent = indentation(settings, columnOf(indent, indent.length, settings) + settings.shiftWidth)
    text.replace(cursor.line, 1, [isBare ? '' : head, indent + (keeps ? tail.replace(/^[ \t]+/, '') : tail)])
    session.cursor = { line: cursor.line + 1, at: indent.length }
    covered?.push('\n')
    return
  }
  let char = key
  if (
    key === '\t' &&
    !settings.is('paste') &&
    (settings.is('expandtab') || settings.number('softtabstop') > 0)
  ) {
    const column = columnOf(session.line, cursor.at, settings)
    const stop = settings.number('softtabstop') || settings.number('tabstop')
    char = ' '.repeat(stop - (column % stop))
  }
  if (key === '}' && settings.is('smartindent') && /^[ \t]+$/.test(session.line.slice(0, cursor.at))) {
    const column = columnOf(session.line, cursor.at, settings)
    const indent = indentation(settings, Math.max(0, column - settings.shiftWidth))
    text.setLine(cursor.line, indent + session.line.slice(cursor.at))
    session.cursor.at = indent.length
  }
  const { line, cursor: place } = session
  const end = covered ? after(line, place.at) : place.at
  covered?.push(place.at < line.length ? line.slice(place.at, end) : undefined)
  text.setLine(place.line, line.slice(0, place.at) + char + line.slice(end))
  session.cursor.at += char.length
}

/** Backspace in Replace mode brings back what was there. */
const uncover = (session: Session, covered: (string | undefined)[]): void => {
  const old = covered.pop()
  const { cursor, text } = session
  if (old === '\n') return backspace(session)
  const at = before(session.line, cursor.at)
  text.setLine(cursor.line, session.line.slice(0, at) + (old ?? '') + session.line.slice(cursor.at))
  session.cursor.at = at
}

const backspace = (session: Session): void => {
  const { text, cursor, settings } = session
  if (cursor.at > 0) {
    let at = before(session.line, cursor.at)
    const stop = settings.number('softtabstop')
    // Blanks that stand for a tab go together.
    if (
      stop > 0 &&
      /^ +$/.test(session.line.slice(at, cursor.at)) &&
      /^[ \t]*$/.test(session.line.slice(0, cursor.at))
    )
      while (at > 0 && at % stop !== 0 && session.line[at - 1] === ' ') at--
    text.remove({ line: cursor.line, at }, cursor)
    session.cursor.at = at
  } else if (cursor.line > 0) {
    const at = text.line(cursor.line - 1).length
    text.remove({ line: cursor.line - 1, at }, cursor)
    session.cursor = { line: cursor.line - 1, at }
  }
}
