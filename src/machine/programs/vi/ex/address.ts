import { search } from '../pattern.ts'
import { VimError, type Session } from '../session.ts'

export interface Range {
  from: number
  to: number
  /** How many addresses were given. */
  given: number
}

/** Reads `%`, `1,5`, `.,$`, `'a,/x/+1`, and gives the lines with the rest of the command. */
export const parseRange = (session: Session, command: string): { range: Range; rest: string } => {
  let rest = command.replace(/^[\s:]+/, '')
  if (rest.startsWith('%'))
    return { range: { from: 0, to: session.text.last, given: 2 }, rest: rest.slice(1).trimStart() }
  const lines: number[] = []
  let current = session.cursor.line
  for (;;) {
    const found = address(session, rest, current)
    rest = found.rest
    const separator = /^[ \t]*([,;])/.exec(rest)
    if (found.line === undefined && !separator) break
    lines.push(found.line ?? current)
    if (!separator) break
    if (separator[1] === ';') current = lines.at(-1)!
    rest = rest.slice(separator[0].length)
    if (address(session, rest, current).line === undefined && !/^[ \t]*[,;]/.test(rest)) {
      lines.push(current)
      break
    }
  }
  const [from = current, to = from] = lines.slice(-2)
  if (lines.some((line) => line > session.text.last || line < -1)) throw new VimError('E16: Invalid range')
  return { range: { from, to, given: Math.min(2, lines.length) }, rest: rest.trimStart() }
}

const address = (
  session: Session,
  text: string,
  current: number,
): { line: number | undefined; rest: string } => {
  let rest = text.trimStart()
  let line: number | undefined
  const first = rest[0]
  if (first === '.') {
    line = current
    rest = rest.slice(1)
  } else if (first === '$') {
    line = session.text.last
    rest = rest.slice(1)
  } else if (first === "'") {
    line = session.mark(rest[1] ?? '').line
    rest = rest.slice(2)
  } else if (first === '/' || first === '?') {
    const { pattern, rest: behind } = delimited(rest.slice(1), first)
    const forward = first === '/'
    if (pattern !== '') session.searchedFor = { pattern, forward, offset: '' }
    const start = { line: current, at: forward ? session.text.line(current).length : 0 }
    const found = search(session.text.lines, session.compile(''), start, {
      forward,
      wrap: session.settings.is('wrapscan'),
    })
    if (!found) throw new VimError(`E486: Pattern not found: ${session.searchedFor!.pattern}`)
    line = found.line
    rest = behind
  } else {
    const number = /^\d+/.exec(rest)
    if (number) {
      line = Number(number[0]) - 1
      rest = rest.slice(number[0].length)
    }
  }
  for (;;) {
    const offset = /^[ \t]*([-+])(\d*)/.exec(rest)
    if (!offset) break
    line = (line ?? current) + (offset[1] === '-' ? -1 : 1) * Number(offset[2] || 1)
    rest = rest.slice(offset[0].length)
  }
  return { line, rest }
}

/** Up to a delimiter that no backslash stands before. */
export const delimited = (
  text: string,
  delimiter: string,
): { pattern: string; rest: string; closed: boolean } => {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === delimiter)
      return { pattern: text.slice(0, i), rest: text.slice(i + 1), closed: true }
  }
  return { pattern: text, rest: '', closed: false }
}
