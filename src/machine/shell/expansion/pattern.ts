import { RE2JS } from 're2js'

/** A shell pattern (`*.txt`, `[a-z]?`, `+(ab|c)`), compiled to a matcher that takes linear time. */
export interface Pattern {
  /** Whether it matches the whole text. */
  matches(text: string): boolean
  /** As a regular expression in RE2's syntax; undefined for what only `matches` can decide (`!(…)`). */
  readonly source: string | undefined
  /** The one text that it matches, when it has no wildcards (or none that make sense). */
  readonly literal?: string
}

/** Characters that patterns with !(…) may look at between two steps of the shell: they take more than linear time. */
const budget = 5_000_000
let spent = 0

export const refreshPatternBudget = (): void => {
  spent = 0
}

const spend = (characters: number): void => {
  spent += characters + 1
  if (spent > budget) throw new RangeError('pattern matching: too much work')
}

const cache = new Map<string, Pattern>()

export const compilePattern = (pattern: string, ignoreCase = false): Pattern => {
  const key = `${ignoreCase ? 'i' : 'c'}${pattern}`
  const known = cache.get(key)
  if (known) return known
  const compiled = compile(pattern, ignoreCase)
  if (cache.size > 500) cache.clear()
  cache.set(key, compiled)
  return compiled
}

const compile = (pattern: string, ignoreCase: boolean): Pattern => {
  if (!ignoreCase && !/[*?[\\(]/.test(pattern)) return literalPattern(pattern)
  const negation = findNegation(pattern)
  if (negation) return compileNegation(pattern, negation, ignoreCase)
  const source = patternSource(pattern)
  if (!ignoreCase && pattern === '*') return { matches: () => true, source }
  let expression: RE2JS
  try {
    expression = RE2JS.compile(source, RE2JS.DOTALL | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0))
  } catch {
    // Brackets in which nothing makes sense stand for themselves.
    return literalPattern(pattern.replace(/\\([\s\S])/g, '$1'))
  }
  return { matches: (text) => expression.testExact(text), source }
}

const expressions = new Map<string, RE2JS>()

/** A pattern's source as an expression, once for all who ask for it. */
export const compileSource = (source: string, flags: number): RE2JS => {
  const key = `${flags} ${source}`
  let known = expressions.get(key)
  if (!known) {
    if (expressions.size > 200) expressions.clear()
    known = RE2JS.compile(source, flags | RE2JS.DOTALL)
    expressions.set(key, known)
  }
  return known
}

const literalPattern = (literal: string): Pattern => ({
  matches: (text) => text === literal,
  source: RE2JS.quote(literal),
  literal,
})

/** @param lazy whether stars take as little as they can: for `${x#pattern}`. */
export const patternSource = (pattern: string, lazy = false): string => {
  const star = lazy ? '.*?' : '.*'
  let source = ''
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!
    const group = '?*+@!'.includes(char) && pattern[i + 1] === '(' ? closingParenthesis(pattern, i + 1) : -1
    if (group > 0) {
      const alternatives = splitAlternatives(pattern.slice(i + 2, group)).map((part) =>
        patternSource(part, lazy),
      )
      const repeat = char === '@' || char === '!' ? '' : char
      source += `(?:${alternatives.join('|')})${repeat}${lazy && repeat ? '?' : ''}`
      i = group
    } else if (char === '*') {
      if (pattern[i - 1] !== '*' || pattern[i - 2] === '\\') source += star
    } else if (char === '?') source += '.'
    else if (char === '\\') source += RE2JS.quote(pattern[++i] ?? '\\')
    else if (char === '[') {
      const end = closingBracket(pattern, i)
      if (end < 0) source += '\\['
      else {
        source += bracketSource(pattern.slice(i + 1, end))
        i = end
      }
    } else {
      const point = String.fromCodePoint(pattern.codePointAt(i)!)
      source += RE2JS.quote(point)
      i += point.length - 1
    }
  }
  return source
}

const closingBracket = (pattern: string, open: number): number => {
  let i = open + 1
  if (pattern[i] === '!' || pattern[i] === '^') i++
  if (pattern[i] === ']') i++
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === '[' && ':.='.includes(pattern[i + 1] ?? ' ')) {
      const end = pattern.indexOf(`${pattern[i + 1]}]`, i + 2)
      if (end > 0) i = end + 1
    } else if (pattern[i] === ']') return i
  }
  return -1
}

const bracketSource = (inner: string): string => {
  const negated = inner[0] === '!' || inner[0] === '^'
  let body = ''
  for (let i = negated ? 1 : 0; i < inner.length; i++) {
    const char = inner[i]!
    const posix = char === '[' && inner[i + 1] === ':' ? inner.indexOf(':]', i + 2) : -1
    if (posix > 0) {
      const name = inner.slice(i + 2, posix)
      body += unicodeClasses[name] ?? inner.slice(i, posix + 2)
      i = posix + 1
    } else if (isReversedRange(inner, i)) {
      i += 2
    } else if (char === '\\') body += escapeInClass(inner[++i] ?? '\\')
    else if (char === '-' && i > (negated ? 1 : 0) && i < inner.length - 1) body += '-'
    else body += escapeInClass(char)
  }
  // An empty set matches nothing, and what is not in it is everything.
  if (body === '') return negated ? '.' : '[^\\x{0}-\\x{10FFFF}]'
  return `[${negated ? '^' : ''}${body}]`
}

const isReversedRange = (inner: string, at: number): boolean =>
  inner[at + 1] === '-' && at + 2 < inner.length && inner[at] !== '\\' && inner[at]! > inner[at + 2]!

/** POSIX's classes, for all of Unicode. */
const unicodeClasses: Record<string, string> = {
  alpha: '\\p{L}',
  alnum: '\\p{L}\\p{Nd}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  punct: '\\p{P}\\p{S}',
}

const escapeInClass = (char: string): string => (/[\\\]^[-]/.test(char) ? `\\${char}` : char)

const closingParenthesis = (pattern: string, open: number): number => {
  let depth = 0
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === '(') depth++
    else if (pattern[i] === ')' && --depth === 0) return i
  }
  return -1
}

const splitAlternatives = (inner: string): string[] => {
  const parts = ['']
  let depth = 0
  for (let i = 0; i < inner.length; i++) {
    const char = inner[i]!
    if (char === '|' && depth === 0) {
      parts.push('')
      continue
    }
    if (char === '(') depth++
    if (char === ')') depth--
    parts[parts.length - 1] += char === '\\' ? char + (inner[++i] ?? '') : char
  }
  return parts
}

const findNegation = (pattern: string): { start: number; end: number } | undefined => {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === '!' && pattern[i + 1] === '(') {
      const end = closingParenthesis(pattern, i + 1)
      return end < 0 ? undefined : { start: i, end }
    }
  }
  return undefined
}

/** `before!(a|b)after`: some stretch between the two is none of the alternatives. RE2 has no such operator. */
const compileNegation = (
  pattern: string,
  at: { start: number; end: number },
  ignoreCase: boolean,
): Pattern => {
  const before = compilePattern(pattern.slice(0, at.start), ignoreCase)
  const alternatives = splitAlternatives(pattern.slice(at.start + 2, at.end)).map((part) =>
    compilePattern(part, ignoreCase),
  )
  const inner = (text: string): boolean => alternatives.some(({ matches }) => matches(text))
  const after = compilePattern(pattern.slice(at.end + 1), ignoreCase)
  const matches = (text: string): boolean => {
    for (let i = 0; i <= text.length; i++) {
      spend(i)
      if (!before.matches(text.slice(0, i))) continue
      for (let j = i; j <= text.length; j++) {
        spend(text.length - i)
        if (after.matches(text.slice(j)) && !inner(text.slice(i, j))) return true
      }
    }
    return false
  }
  return { matches, source: undefined }
}
