import { RE2JS } from 're2js'
import type { Session } from './session.ts'

/** ^W */
export async function search(session: Session): Promise<void> {
  const last = session.searches.at(-1)
  const answer = await session.ask(
    last === undefined ? 'Search: ' : `Search [${last}]: `,
    '',
    session.searches,
  )
  if (answer === undefined || (answer === '' && last === undefined)) {
    session.message = 'Cancelled'
    return
  }
  if (answer !== '') session.searches = [...session.searches.filter((text) => text !== answer), answer]
  findNext(session)
}

/** Goes to the next match behind the cursor, around the end if need be; true when there is one. */
export function findNext(session: Session): boolean {
  const wanted = session.searches.at(-1)
  if (wanted === undefined) {
    session.message = 'No current search pattern'
    return false
  }
  const expression = RE2JS.compile(RE2JS.quote(wanted), RE2JS.CASE_INSENSITIVE)
  const { lines, cursor } = session.buffer
  for (let i = 0; i <= lines.length; i++) {
    const line = (cursor.line + i) % lines.length
    const matcher = expression.matcher(lines[line]!)
    if (!matcher.find(i === 0 ? Math.min(cursor.at + 1, lines[line]!.length) : 0)) continue
    if (i === lines.length && matcher.start() > cursor.at) break
    if (line < cursor.line || i === lines.length)
      session.message =
        line === cursor.line && matcher.start() === cursor.at
          ? 'This is the only occurrence'
          : 'Search Wrapped'
    session.buffer.cursor = { line, at: matcher.start() }
    session.buffer.moved()
    return true
  }
  session.message = `"${wanted}" not found`
  return false
}

/** ^\\ */
export async function replace(session: Session): Promise<void> {
  const last = session.searches.at(-1)
  const wanted =
    (await session.ask(
      last === undefined ? 'Search (to replace): ' : `Search (to replace) [${last}]: `,
      '',
      session.searches,
    )) ?? undefined
  const pattern = wanted === '' ? last : wanted
  const replacement = pattern === undefined ? undefined : await session.ask('Replace with: ')
  if (pattern === undefined || replacement === undefined) {
    session.message = 'Cancelled'
    return
  }
  session.searches = [...session.searches.filter((text) => text !== pattern), pattern]
  await replaceAll(session, pattern, replacement)
}

async function replaceAll(session: Session, pattern: string, replacement: string): Promise<void> {
  const buffer = session.buffer
  const expression = RE2JS.compile(RE2JS.quote(pattern), RE2JS.CASE_INSENSITIVE)
  let [count, all] = [0, false]
  for (let line = buffer.cursor.line, at = buffer.cursor.at; line < buffer.lines.length; line++, at = 0) {
    for (;;) {
      const matcher = expression.matcher(buffer.lines[line]!)
      if (at > buffer.lines[line]!.length || !matcher.find(at)) break
      const [start, end] = [matcher.start(), matcher.end()]
      buffer.cursor = { line, at: start }
      const answer = all ? 'yes' : await session.confirm('Replace this instance?', true)
      if (answer === 'cancel') return
      if (answer === 'all') all = true
      if (answer !== 'no') {
        const text = buffer.lines[line]!
        buffer.change(
          all ? 'replacing' : '',
          () => (buffer.lines[line] = text.slice(0, start) + replacement + text.slice(end)),
        )
        count++
      }
      at = answer === 'no' ? end : start + replacement.length
    }
  }
  session.message =
    count === 0 ? `"${pattern}" not found` : `Replaced ${count} occurrence${count === 1 ? '' : 's'}`
}
