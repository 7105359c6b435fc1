import { RE2JS } from 're2js'
import { keptPart } from './perl-edges.ts'
import { compilePosix, posixToRe2, type Dialect } from './regular-expression.ts'

export interface MatchOptions {
  dialect: Dialect
  ignoreCase: boolean
  wholeWords: boolean
  wholeLines: boolean
}

export interface Matcher {
  test(line: string): boolean
  /** Where the matches in a line are, not overlapping, without empty ones. */
  spans(line: string): [start: number, end: number][]
}

/** One matcher for all patterns of a grep. */
export const matcherFor = (patterns: readonly string[], options: MatchOptions): Matcher => {
  const literal = literalOf(patterns, options)
  if (literal !== undefined) return literalMatcher(literal)
  const perl = options.dialect === 'perl' && patterns.length === 1 ? keptPart(patterns[0]!) : undefined
  const sources = (perl ? [perl.source] : patterns).map(
    (pattern) => `(?:${posixToRe2(pattern, options.dialect)})`,
  )
  let source = sources.length > 0 ? sources.join('|') : '[^\\s\\S]'
  if (options.wholeLines) source = `^(?:${source})$`
  // Compiling the patterns by themselves gives their own error messages.
  for (const pattern of perl ? [perl.source] : patterns) compilePosix(pattern, options.dialect)
  const expression = RE2JS.compile(
    source,
    // Perl's first alternative and lazy repetitions count; POSIX wants the longest match.
    (options.dialect === 'perl' ? 0 : RE2JS.LONGEST_MATCH) |
      (options.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0),
  )
  const spans = (line: string): [number, number][] =>
    spansOf(expression, line, options.wholeWords, perl?.group)
  return options.wholeWords
    ? { test: (line) => hasWord(expression, line), spans }
    : { test: (line) => expression.test(line), spans }
}

/** Most patterns are plain text, which needs no expression. */
const literalOf = (patterns: readonly string[], options: MatchOptions): string | undefined => {
  const [pattern] = patterns
  if (patterns.length !== 1 || options.ignoreCase || options.wholeWords || options.wholeLines)
    return undefined
  if (options.dialect === 'fixed') return pattern
  return /^[\w\s,;:@#%&='"<>/~`!-]+$/.test(pattern!) ? pattern : undefined
}

const literalMatcher = (literal: string): Matcher => ({
  test: (line) => line.includes(literal),
  spans(line) {
    const spans: [number, number][] = []
    if (literal === '') return spans
    for (let at = line.indexOf(literal); at >= 0; at = line.indexOf(literal, at + literal.length))
      spans.push([at, at + literal.length])
    return spans
  },
})

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char)

const spansOf = (
  expression: RE2JS,
  line: string,
  words: boolean,
  group: string | undefined,
): [number, number][] => {
  const spans: [number, number][] = []
  const matcher = expression.matcher(line)
  let from = 0
  while (from <= line.length && matcher.find(from)) {
    const [start, end] =
      group === undefined ? [matcher.start(), matcher.end()] : [matcher.start(group), matcher.end(group)]
    const whole = !words || (!isWord(line[start - 1]) && !isWord(line[end]))
    if (whole && end > start) spans.push([start, end])
    from = whole && end > start ? end : start + 1
  }
  return spans
}

const hasWord = (expression: RE2JS, line: string): boolean => {
  const matcher = expression.matcher(line)
  for (let from = 0; from <= line.length && matcher.find(from); from = matcher.start() + 1)
    if (!isWord(line[matcher.start() - 1]) && !isWord(line[matcher.end()])) return true
  return false
}
