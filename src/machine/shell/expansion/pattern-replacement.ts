import { RE2JS } from 're2js'
import type { Shell } from '../shell.ts'
import { compilePattern, compileSource } from './pattern.ts'
import { LongText } from './long-text.ts'

type Operator = '/' | '//' | '/#' | '/%'

/** `${x/pattern/replacement}` and its forms. Between the replacement's texts stands what was matched. */
export const replacePattern = async (
  shell: Shell,
  text: string,
  pattern: string,
  replacement: readonly string[],
  operator: Operator,
): Promise<string> => {
  if (pattern === '') {
    const inserted = replacement.join('')
    return operator === '/#' ? inserted + text : operator === '/%' ? text + inserted : text
  }
  const source = compilePattern(pattern).source
  if (source === undefined) return replaceBySteps(text, pattern, replacement, operator)
  if (operator === '//') {
    const literal = literalOf(pattern)
    if (literal !== undefined) return replaceLiteral(shell, text, literal, replacement.join(literal))
    if (isOneCharacter(pattern)) return replaceCharacters(shell, text, pattern, replacement)
  }
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source
  const matcher = compileSource(anchored, operator === '/%' ? 0 : RE2JS.LONGEST_MATCH).matcher(text)
  const result = new LongText(shell)
  let last = 0
  while (matcher.find()) {
    if (matcher.end() === matcher.start() && matcher.start() >= text.length && last > 0) break
    result.add(text.slice(last, matcher.start()))
    if (result.add(replacement.join(text.slice(matcher.start(), matcher.end())))) await result.step()
    last = matcher.end()
    if (operator !== '//') break
  }
  result.add(text.slice(last))
  return result.text
}

/** The text that a pattern without wildcards stands for. */
const literalOf = (pattern: string): string | undefined => {
  const literal = pattern.replace(/\\([\s\S])/g, '')
  return /[*?[\]()\\]/.test(literal) ? undefined : pattern.replace(/\\([\s\S])/g, '$1')
}

const replaceLiteral = async (
  shell: Shell,
  text: string,
  literal: string,
  replacement: string,
): Promise<string> => {
  const result = new LongText(shell)
  let last = 0
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, last)) {
    result.add(text.slice(last, at))
    if (result.add(replacement)) await result.step()
    last = at + literal.length
  }
  result.add(text.slice(last))
  return result.text
}

/** `[…]` and `?` match one character each time. */
const isOneCharacter = (pattern: string): boolean => pattern === '?' || /^\[[!^]?[^\][\\]+\]$/.test(pattern)

const replaceCharacters = (
  shell: Shell,
  text: string,
  pattern: string,
  replacement: readonly string[],
): Promise<string> => {
  const { matches } = compilePattern(pattern)
  return eachCharacter(shell, text, (char) => (matches(char) ? replacement.join(char) : char))
}

/** Puts another text in each character's place: the same one each time for the same character. */
const eachCharacter = async (
  shell: Shell,
  text: string,
  change: (char: string) => string,
): Promise<string> => {
  const known = new Map<string, string>()
  const result = new LongText(shell)
  for (const char of text) {
    let shown = known.get(char)
    if (shown === undefined) known.set(char, (shown = change(char)))
    if (result.add(shown)) await result.step()
  }
  return result.text
}

/** For patterns with !(…): the longest match at each place, within the patterns' budget. */
const replaceBySteps = (
  text: string,
  pattern: string,
  replacement: readonly string[],
  operator: Operator,
): string => {
  const { matches } = compilePattern(pattern)
  /** Where the longest match at a place ends; the place itself when there is none. */
  const endOfMatch = (start: number): number => {
    if (operator === '/%') return matches(text.slice(start)) ? text.length : start
    let end = text.length
    while (end > start && !matches(text.slice(start, end))) end--
    return end
  }
  let result = ''
  for (let start = 0; start < text.length;) {
    const end = endOfMatch(start)
    if (end > start) {
      result += replacement.join(text.slice(start, end))
      start = end
      if (operator !== '//') return result + text.slice(start)
    } else if (operator === '/#') return text
    else result += text[start++]
  }
  return result
}

/** `${x^^pattern}` and `${x,pattern}`: changes the letters that match. */
export const changeLetters = async (
  shell: Shell,
  text: string,
  pattern: string | undefined,
  operator: '^' | '^^' | ',' | ',,' | '~' | '~~',
): Promise<string> => {
  const change = (char: string): string => {
    if (pattern && !compilePattern(pattern).matches(char)) return char
    const upper = operator[0] === '~' ? char === char.toLowerCase() : operator[0] === '^'
    return upper ? char.toUpperCase() : char.toLowerCase()
  }
  if (operator.length === 2) return eachCharacter(shell, text, change)
  const [first = ''] = text
  return change(first) + text.slice(first.length)
}
