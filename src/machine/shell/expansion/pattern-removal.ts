import { RE2JS } from 're2js'
import { compilePattern, compileSource, patternSource } from './pattern.ts'

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
      const matcher = compileSource(`^(.*)(?:${patternSource(pattern)})$`, 0).matcher(text)
      return matcher.find() ? (matcher.group(1) ?? text) : text
    }
  }
}

const removeMatch = (text: string, source: string, flags: number): string => {
  const matcher = compileSource(source, flags).matcher(text)
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
