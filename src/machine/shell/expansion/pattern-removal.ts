import { RE2JS } from 're2js'
import type { Shell } from '../shell.ts'
import { compilePattern, patternSource } from './pattern.ts'

/** `${x#pattern}`, `${x##pattern}`, `${x%pattern}`, `${x%%pattern}`. */
export const removePattern = (text: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string => {
  if (pattern === '') return text
  const { source, literal } = compilePattern(pattern)
  if (source === undefined) return removeBySteps(text, pattern, operator)
  if (literal !== undefined) {
    if (operator[0] === '#') return text.startsWith(literal) ? text.slice(literal.length) : text
    return text.endsWith(literal) ? text.slice(0, text.length - literal.length) : text
  }
  switch (operator) {
    case '#':
      return removeMatch(text, `^(?:${patternSource(pattern, true)})`, 0)
    case '##':
      return removeMatch(text, `^(?:${patternSource(pattern)})`, RE2JS.LONGEST_MATCH)
    case '%%':
      return removeMatch(text, `(?:${patternSource(pattern)})$`, 0)
    case '%': {
      const matcher = expression(`^(.*)(?:${patternSource(pattern)})$`, 0).matcher(text)
      return matcher.find() ? (matcher.group(1) ?? text) : text
    }
  }
}

const removeMatch = (text: string, source: string, flags: number): string => {
  const matcher = expression(source, flags).matcher(text)
  return matcher.find() ? text.slice(0, matcher.start()) + text.slice(matcher.end()) : text
}

const removeBySteps = (text: string, pattern: string, operator: string): string => {
  const { matches } = compilePattern(pattern)
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => i)
  const order = operator.length === 2 ? lengths.reverse() : lengths
  const fromStart = operator[0] === '#'
  const found = order.find((length) =>
    matches(fromStart ? text.slice(0, length) : text.slice(text.length - length)),
  )
  if (found === undefined) return text
  return fromStart ? text.slice(found) : text.slice(0, text.length - found)
}

const expressions = new Map<string, RE2JS>()

const expression = (source: string, flags: number): RE2JS => {
  const key = `${flags} ${source}`
  let known = expressions.get(key)
  if (!known) {
    if (expressions.size > 200) expressions.clear()
    known = RE2JS.compile(source, flags | RE2JS.DOTALL)
    expressions.set(key, known)
  }
  return known
}

/** `${x/pattern/replacement}` and its forms. Between the replacement's texts stands what was matched. */
export const replacePattern = async (
  shell: Shell,
  text: string,
  pattern: string,
  replacement: readonly string[],
  operator: '/' | '//' | '/#' | '/%',
): Promise<string> => {
  if (pattern === '') {
    const inserted = replacement.join('')
    return operator === '/#' ? inserted + text : operator === '/%' ? text + inserted : text
  }
  const source = compilePattern(pattern).source
  if (source === undefined) return replaceBySteps(text, pattern, replacement, operator)
  if (operator === '//') {
    const literal = literalOf(pattern)
    if (literal !== undefined) return text.replaceAll(literal, () => replacement.join(literal))
    if (isOneCharacter(pattern)) return replaceCharacters(text, pattern, replacement)
  }
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source
  const matcher = expression(anchored, operator === '/%' ? 0 : RE2JS.LONGEST_MATCH).matcher(text)
  let result = ''
  let last = 0
  let count = 0
  while (matcher.find()) {
    if (matcher.end() === matcher.start() && matcher.start() >= text.length && last > 0) break
    result += text.slice(last, matcher.start()) + replacement.join(text.slice(matcher.start(), matcher.end()))
    last = matcher.end()
    if (++count % 500 === 0) await shell.step()
    if (operator !== '//') break
  }
  return result + text.slice(last)
}

/** The text that a pattern without wildcards stands for. */
const literalOf = (pattern: string): string | undefined => {
  const literal = pattern.replace(/\\([\s\S])/g, '')
  return /[*?[\]()\\]/.test(literal) ? undefined : pattern.replace(/\\([\s\S])/g, '$1')
}

/** `[…]` and `?` match one character each time. */
const isOneCharacter = (pattern: string): boolean => pattern === '?' || /^\[[!^]?[^\][\\]+\]$/.test(pattern)

const replaceCharacters = (text: string, pattern: string, replacement: readonly string[]): string => {
  const { matches } = compilePattern(pattern)
  const known = new Map<string, string>()
  let result = ''
  for (const char of text) {
    let shown = known.get(char)
    if (shown === undefined) known.set(char, (shown = matches(char) ? replacement.join(char) : char))
    result += shown
  }
  return result
}

/** For patterns with !(…): the longest match at each place, within the patterns' budget. */
const replaceBySteps = (
  text: string,
  pattern: string,
  replacement: readonly string[],
  operator: '/' | '//' | '/#' | '/%',
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
export const changeLetters = (
  text: string,
  pattern: string | undefined,
  operator: '^' | '^^' | ',' | ',,',
): string => {
  const change = (char: string): string => {
    if (pattern && !compilePattern(pattern).matches(char)) return char
    return operator[0] === '^' ? char.toUpperCase() : char.toLowerCase()
  }
  const chars = [...text]
  const count = operator.length === 2 ? chars.length : Math.min(1, chars.length)
  return chars.map((char, i) => (i < count ? change(char) : char)).join('')
}
