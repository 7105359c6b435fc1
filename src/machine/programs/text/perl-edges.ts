import { PatternError } from './regular-expression.ts'

/**
 * RE2 has none of Perl's \K and look-around. At the edges of a pattern they only say which part of it counts
 * as the match: `(?<=before)`, `before\K` and `(?=behind)` become a pattern with that part in a group.
 */
export const keptPart = (pattern: string): { source: string; group: string | undefined } => {
  let [before, rest, behind] = ['', pattern, '']
  if (rest.startsWith('(?<=')) {
    const end = closingOf(rest, 0)
    before = rest.slice(4, end)
    rest = rest.slice(end + 1)
  }
  const ahead = topLevel(rest).findLast(({ text }) => text === '(?=')
  if (ahead && closingOf(rest, ahead.at) === rest.length - 1) {
    behind = rest.slice(ahead.at + 3, -1)
    rest = rest.slice(0, ahead.at)
  }
  const keep = topLevel(rest).findLast(({ text }) => text === '\\K')
  if (keep) {
    before += `(?:${rest.slice(0, keep.at)})`
    rest = rest.slice(keep.at + 2)
  }
  const marked = before !== '' || behind !== '' || keep !== undefined
  const parts = [before, rest, behind]
  const split = marked && topLevel(rest).some(({ text }) => text === '|')
  if (split || parts.some(needsMore))
    throw new PatternError(
      "Sandcloud's grep has -P's \\K and look-around at the edges of a pattern only, and no back-references",
    )
  if (!marked) return { source: pattern, group: undefined }
  return { source: `(?:${before})(?P<kept>${rest})(?:${behind})`, group: 'kept' }
}

const needsMore = (part: string): boolean =>
  tokensOf(part).some(({ text }) => /^(\(\?(=|!|<=|<!|>)|\\K|\\[1-9])$/.test(text))

interface Piece {
  text: string
  at: number
  depth: number
}

/** Escapes, openings of groups, closings and bars, outside of brackets. */
const tokensOf = (pattern: string): Piece[] => {
  const pieces: Piece[] = []
  let depth = 0
  const token = /\\[^]|\[\^?\]?(?:\\[^]|\[:\w+:\]|[^\]\\])*\]|\(\?(?:<[=!]|[=!>])|\(|\)|\|/g
  for (const match of pattern.matchAll(token)) {
    const text = match[0]
    if (text === ')') depth--
    pieces.push({ text, at: match.index, depth })
    if (text.startsWith('(')) depth++
  }
  return pieces
}

const topLevel = (pattern: string): Piece[] => tokensOf(pattern).filter(({ depth }) => depth === 0)

const closingOf = (pattern: string, open: number): number => {
  const pieces = tokensOf(pattern)
  const opened = pieces.find(({ at }) => at === open)!
  const closed = pieces.find(({ text, at, depth }) => text === ')' && at > open && depth === opened.depth)
  return closed?.at ?? pattern.length
}
