import { RE2JS } from 're2js'
import type { Settings } from './settings.ts'

/** A pattern that vi does not take: its message. */
export class SearchError extends Error {}

const classes: Readonly<Record<string, string>> = {
  s: '[ \\t]', S: '[^ \\t]', d: '[0-9]', D: '[^0-9]', w: '[0-9A-Za-z_]', W: '[^0-9A-Za-z_]', a: '[A-Za-z]', A: '[^A-Za-z]',
  l: '[a-z]', L: '[^a-z]', u: '[A-Z]', U: '[^A-Z]', x: '[0-9A-Fa-f]', X: '[^0-9A-Fa-f]', h: '[A-Za-z_]', H: '[^A-Za-z_]',
  o: '[0-7]', i: '[0-9A-Za-z_]', k: '[0-9A-Za-z_]', t: '\\t', e: '\\x1b', r: '\\r', n: '\\n',
} // prettier-ignore

/**
 * vi's patterns in RE2's syntax, which takes linear time. What RE2 cannot do (back-references, look-around,
 * \zs) is refused.
 */
const patternToRe2 = (pattern: string): { source: string; ignoreCase?: boolean } => {
  let source = ''
  let isVery = false
  let ignoreCase: boolean | undefined
  /** Where an atom may begin: there * is itself. */
  let atStart = true
  for (let i = 0; i < pattern.length; i++) {
    let char = pattern[i]!
    let isSpecial: boolean
    if (char === '\\') {
      char = pattern[++i] ?? '\\'
      if (char === 'v') {
        isVery = true
        continue
      }
      if (char === 'm') {
        isVery = false
        continue
      }
      if (char === 'c' || char === 'C') {
        ignoreCase = char === 'c'
        continue
      }
      if (char === 'z' || char === '_' || char === '%' || /[1-9]/.test(char) || char === '@')
        throw new SearchError(`E486: Sandcloud's vi has no \\${char} in patterns`)
      const known = classes[char]
      if (known !== undefined) {
        source += known
        atStart = false
        continue
      }
      isSpecial = !isVery && '+?=(){|<>&'.includes(char)
      if (!isSpecial) {
        source += RE2JS.quote(char)
        atStart = false
        continue
      }
    } else {
      isSpecial = '.*[]^$~'.includes(char) || (isVery && '+?=(){}|<>@%&'.includes(char))
      if (isVery && '@%&'.includes(char))
        throw new SearchError(`E486: Sandcloud's vi has no ${char} in patterns`)
      if (!isSpecial || char === '~') {
        const point = String.fromCodePoint(pattern.codePointAt(i)!)
        i += point.length - 1
        source += RE2JS.quote(point)
        atStart = false
        continue
      }
    }
    if (char === '*' && atStart) source += '\\*'
    else if ('*+'.includes(char)) source += char
    else if (char === '?' || char === '=') source += '?'
    else if (char === '{') {
      const match = /^\{(-?)(\d*)(,?)(\d*)\\?\}/.exec(pattern.slice(i))
      if (!match) throw new SearchError('E554: Syntax error in \\{...}')
      const low = match[2] || '0'
      source += (match[3] ? `{${low},${match[4]}}` : match[2] ? `{${low}}` : '*') + (match[1] ? '?' : '')
      i += match[0].length - 1
    } else if (char === '(') source += '('
    else if (char === ')') source += ')'
    else if (char === '|') source += '|'
    else if (char === '<' || char === '>') source += '\\b'
    else if (char === '^') source += atStart ? '^' : '\\^'
    else if (char === '$') {
      const rest = pattern.slice(i + 1)
      source += rest === '' || /^\\?[|)]/.test(rest) ? '$' : '\\$'
    } else if (char === '[') {
      const end = closingBracket(pattern, i)
      if (end < 0) source += '\\['
      else {
        source += bracket(pattern.slice(i + 1, end))
        i = end
      }
    } else source += char === '.' ? '.' : RE2JS.quote(char)
    atStart = '(|'.includes(char) || (char === '^' && atStart)
  }
  return { source, ...(ignoreCase !== undefined && { ignoreCase }) }
}

const closingBracket = (pattern: string, open: number): number => {
  let i = open + 1
  if (pattern[i] === '^') i++
  if (pattern[i] === ']') i++
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === '[' && pattern[i + 1] === ':') i = pattern.indexOf(':]', i) + 1 || i
    else if (pattern[i] === ']') return i
  }
  return -1
}

const bracket = (body: string): string => {
  const text = body.replace(/^(\^?)\]/, '$1\\]').replace(/\[(?!:)/g, '\\[')
  return `[${text}]`
}

export const compileSearch = (pattern: string, settings: Settings): RE2JS => {
  const { source, ignoreCase } = patternToRe2(pattern)
  const ignores =
    ignoreCase ?? (settings.is('ignorecase') && !(settings.is('smartcase') && /[A-Z]/.test(pattern)))
  try {
    return RE2JS.compile(source, ignores ? RE2JS.CASE_INSENSITIVE : 0)
  } catch {
    throw new SearchError(`E486: Pattern not found: ${pattern}`)
  }
}

/** The matches in a line: where each begins and ends. */
export const matchesIn = (expression: RE2JS, text: string): { from: number; to: number }[] => {
  const found: { from: number; to: number }[] = []
  const matcher = expression.matcher(text)
  while (matcher.find()) found.push({ from: matcher.start(), to: matcher.end() })
  return found
}

/**
 * The next match behind a place (before it when backwards), around the end of the text if `wrap`. Also says
 * whether the search went around.
 */
export const search = (
  lines: readonly string[],
  expression: RE2JS,
  from: { line: number; at: number },
  options: { forward: boolean; wrap: boolean; here?: boolean },
): { line: number; at: number; end: number; wrapped: boolean } | undefined => {
  const count = lines.length
  for (let step = 0; step <= count; step++) {
    const line = options.forward ? from.line + step : from.line - step
    const wrapped = line < 0 || line >= count
    if (wrapped && !options.wrap) return undefined
    const index = ((line % count) + count) % count
    const text = lines[index]!
    const inside = matchesIn(expression, text).filter(({ from: start }) => start < text.length || text === '')
    const wanted = inside.filter(({ from: start }) => {
      if (step === 0)
        return options.forward ? (options.here ? start >= from.at : start > from.at) : start < from.at
      if (step === count) return options.forward ? start <= from.at : start >= from.at
      return true
    })
    const found = options.forward ? wanted[0] : wanted.at(-1)
    if (found) {
      // Coming back to the very line needs going around, whatever side of the cursor it stands on.
      return { line: index, at: found.from, end: found.to, wrapped: wrapped || step === count }
    }
  }
  return undefined
}
