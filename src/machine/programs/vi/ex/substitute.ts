import { VimError, type Session } from '../session.ts'
import { delimited, type Range } from './address.ts'

interface Match {
  from: number
  to: number
  groups: (string | undefined)[]
}

/** What stands in for a match: & and \1, \u \U \l \L \E, \r and \n. */
const expand = (replacement: string, { groups }: Match): string => {
  let result = ''
  let once: 'u' | 'l' | undefined
  let all: 'U' | 'L' | undefined
  const add = (text: string): void => {
    if (text === '') return
    let changed = all === 'U' ? text.toUpperCase() : all === 'L' ? text.toLowerCase() : text
    if (once)
      changed = (once === 'u' ? changed[0]!.toUpperCase() : changed[0]!.toLowerCase()) + changed.slice(1)
    once = undefined
    result += changed
  }
  for (let i = 0; i < replacement.length; i++) {
    const char = replacement[i]!
    if (char === '&') add(groups[0] ?? '')
    else if (char !== '\\') add(char)
    else {
      const next = replacement[++i] ?? '\\'
      if (/\d/.test(next)) add(groups[Number(next)] ?? '')
      else if (next === 'u' || next === 'l') once = next
      else if (next === 'U' || next === 'L') all = next
      else if (next === 'e' || next === 'E') all = undefined
      else if (next === 'r') add('\n')
      else if (next === 'n') add('\0')
      else if (next === 't') add('\t')
      else add(next)
    }
  }
  return result
}

/** `s/pattern/replacement/flags count`; with nothing behind it, the last one again. */
export const substitute = async (session: Session, range: Range, argument: string): Promise<void> => {
  const parsed = parse(session, argument)
  const { pattern, replacement, flags } = parsed
  const last =
    parsed.count === undefined ? range.to : Math.min(session.text.last, range.to + parsed.count - 1)
  const from = parsed.count === undefined ? range.from : range.to
  const known = /I/.test(flags) ? `${pattern}\\C` : /i/.test(flags) ? `${pattern}\\c` : pattern
  if (pattern !== '') session.searchedFor = { pattern, forward: true, offset: '' }
  const expression = session.compile(
    known === '\\c' || known === '\\C' ? `${session.searchedFor?.pattern ?? ''}${known}` : known,
  )
  session.lastSubstitute = { pattern: session.searchedFor!.pattern, replacement, flags }
  session.isHighlighting = true
  const state: State = { substitutions: 0, lines: 0, lastLine: -1, all: false, quit: false }
  session.beginChange()
  if (!flags.includes('c')) {
    // One pass over all lines, so that a great many are one replacement.
    const changed: string[] = []
    for (let line = from; line <= last; line++) {
      const old = session.text.line(line)
      const matches = matchesOf(expression, old, flags.includes('g'))
      if (matches.length === 0) {
        changed.push(old)
        continue
      }
      state.substitutions += matches.length
      state.lines++
      const result = flags.includes('n') ? [old] : replaced(old, matches, replacement).split('\n')
      for (const part of result) changed.push(part)
      state.lastLine = from + changed.length - 1
      if (state.lines % 5000 === 0) await session.proc.yield()
    }
    if (state.substitutions > 0 && !flags.includes('n')) session.text.replace(from, last - from + 1, changed)
  } else await confirmEach(session, { from, last, expression, flags, replacement, state })
  if (state.substitutions === 0) {
    if (flags.includes('c') && state.quit) return
    if (flags.includes('e')) return
    throw new VimError(`E486: Pattern not found: ${session.searchedFor!.pattern}`)
  }
  if (flags.includes('n')) {
    session.say(count(state, 'match', 'matches'))
    return
  }
  if (!state.quit) session.goTo(Math.max(0, state.lastLine))
  if (state.substitutions > 2) session.say(count(state, 'substitution', 'substitutions'))
  else if (flags.includes('c')) session.message = { text: '' }
}

interface State {
  substitutions: number
  lines: number
  lastLine: number
  all: boolean
  quit: boolean
}

const count = ({ substitutions, lines }: State, one: string, many: string): string =>
  `${substitutions} ${substitutions === 1 ? one : many} on ${lines} line${lines === 1 ? '' : 's'}`

const matchesOf = (expression: ReturnType<Session['compile']>, text: string, all: boolean): Match[] => {
  const found: Match[] = []
  const matcher = expression.matcher(text)
  while (matcher.find()) {
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? undefined)
    found.push({ from: matcher.start(), to: matcher.end(), groups })
    if (!all) break
  }
  return found
}

const replaced = (text: string, matches: readonly Match[], replacement: string): string => {
  let result = ''
  let at = 0
  for (const match of matches) {
    result += text.slice(at, match.from) + expand(replacement, match)
    at = match.to
  }
  return result + text.slice(at)
}

const confirmEach = async (
  session: Session,
  work: {
    from: number
    last: number
    expression: ReturnType<Session['compile']>
    flags: string
    replacement: string
    state: State
  },
): Promise<void> => {
  const { state, expression, replacement } = work
  let { last } = work
  for (let line = work.from; line <= last && !state.quit; line++) {
    const matches = matchesOf(expression, session.text.line(line), work.flags.includes('g'))
    let shift = 0
    let touched = false
    for (const match of matches) {
      const from = match.from + shift
      if (!state.all) {
        session.cursor = { line, at: from }
        session.incremental = { expression, line, from, to: match.to + shift }
        const answer = await ask(session, replacement)
        session.incremental = undefined
        if (answer === 'q') state.quit = true
        if (answer === 'a') state.all = true
        if (answer === 'q' || answer === 'n') {
          if (state.quit) break
          continue
        }
        if (answer === 'l') state.quit = true
      }
      const piece = expand(replacement, match)
      const old = session.text.line(line)
      const lines = (old.slice(0, from) + piece + old.slice(match.to + shift)).split('\n')
      session.text.replace(line, 1, lines)
      line += lines.length - 1
      last += lines.length - 1
      shift =
        lines.length > 1
          ? lines.at(-1)!.length - old.length + shift
          : shift + piece.length - (match.to - match.from)
      state.substitutions++
      state.lastLine = line
      touched = true
      if (state.quit) break
    }
    if (touched) state.lines++
  }
}

const ask = async (session: Session, replacement: string): Promise<string> => {
  for (;;) {
    const question = `replace with ${replacement} (y/n/a/q/l/^E/^Y)?`
    session.prompt = { text: question, cursor: question.length }
    const key = await session.key()
    session.prompt = undefined
    if (key === '<Esc>' || key === '<C-c>') return 'q'
    if ('ynaql'.includes(key)) return key
  }
}

const parse = (
  session: Session,
  argument: string,
): { pattern: string; replacement: string; flags: string; count: number | undefined } => {
  const last = session.lastSubstitute
  const delimiter = argument[0]
  if (delimiter === undefined || /[\w\s"|]/.test(delimiter) || delimiter === '&') {
    if (!last) throw new VimError('E35: No previous regular expression')
    const match = /^(&?[cegiInp#lr]*)\s*(\d+)?\s*$/.exec(argument)
    if (!match) throw new VimError('E488: Trailing characters')
    const flags = match[1]!.startsWith('&') ? last.flags + match[1]!.slice(1) : match[1]!
    return { ...last, flags, count: match[2] ? Number(match[2]) : undefined }
  }
  const { pattern, rest } = delimited(argument.slice(1), delimiter)
  const { pattern: replacement, rest: tail } = delimited(rest, delimiter)
  const match = /^(&?[cegiInp#lr]*)\s*(\d+)?\s*$/.exec(tail)
  if (!match) throw new VimError(`E488: Trailing characters: ${tail}`)
  const unescape = (text: string): string => text.replaceAll(`\\${delimiter}`, delimiter)
  const flags = match[1]!.startsWith('&') ? (last?.flags ?? '') + match[1]!.slice(1) : match[1]!
  return {
    pattern: unescape(pattern),
    replacement: replacement === '~' && last ? last.replacement : unescape(replacement),
    flags,
    count: match[2] ? Number(match[2]) : undefined,
  }
}
