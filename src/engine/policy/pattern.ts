import { anyOne, anyText, matchesWildcards, type WildcardPart } from '../wildcard.ts'

/** What a value of the request is filled in for: `${aws:username}`, `${aws:username, 'nobody'}`. */
export interface Variable {
  readonly variable: string
  readonly otherwise?: string
}

export type Part = WildcardPart | Variable

/** A policy's text with `*` and `?`, a character each, and its variables. */
export type Pattern = readonly Part[]

/** The values of the request that a policy may name, by key in lower case. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>

/** `${*}`, `${?}` and `${$}` are those characters themselves. Only policies of 2012 know variables. */
export const patternOf = (text: string, variables: boolean): Pattern => {
  const parts: Part[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '$' && text[at + 1] === '{' && variables) {
      const end = text.indexOf('}', at)
      if (end > 0) {
        parts.push(variableOf(text.slice(at + 2, end)))
        at = end
        continue
      }
    }
    if (char === '*') {
      if (parts.at(-1) !== anyText) parts.push(anyText)
    } else parts.push(char === '?' ? anyOne : char)
  }
  return parts
}

const variableOf = (text: string): Part => {
  if (text === '*' || text === '?' || text === '$') return text
  const comma = text.indexOf(',')
  if (comma < 0) return { variable: text.trim().toLowerCase() }
  const quoted = text.slice(comma + 1).trim()
  return { variable: text.slice(0, comma).trim().toLowerCase(), otherwise: quoted.replace(/^'|'$/g, '') }
}

/** The pattern with its variables filled in, letter by letter. Undefined if the request has no such value. */
export const filledIn = (pattern: Pattern, context: ConditionContext): Pattern | undefined => {
  if (!pattern.some((part) => typeof part === 'object')) return pattern
  const parts: Part[] = []
  for (const part of pattern) {
    if (typeof part !== 'object') {
      parts.push(part)
      continue
    }
    const value = context[part.variable] ?? part.otherwise
    // A key of several values cannot stand in a text.
    if (typeof value !== 'string') return undefined
    parts.push(...value)
  }
  return parts
}

/** The text of a pattern whose `*` and `?` mean nothing but themselves. */
export const literally = (pattern: Pattern): string =>
  pattern.map((part) => (part === anyText ? '*' : part === anyOne ? '?' : (part as string))).join('')

/** Whether a text fits; a variable that is not filled in fits nothing. */
export const matches = (pattern: Pattern, text: string): boolean =>
  matchesWildcards(pattern as readonly WildcardPart[], text)
