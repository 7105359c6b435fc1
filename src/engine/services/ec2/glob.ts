import { anyOne, anyText, matchesWildcards, type WildcardPart } from '../../wildcard.ts'

/** EC2's filter values: `*` is any text, `?` one character, `\` takes the next literally. */
export const globMatches = (pattern: string, text: string): boolean =>
  matchesWildcards(partsOf(pattern), text)

const partsOf = (pattern: string): WildcardPart[] => {
  const parts: WildcardPart[] = []
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!
    if (char === '*') parts.push(anyText)
    else if (char === '?') parts.push(anyOne)
    else if (char === '\\' && i + 1 < pattern.length) parts.push(pattern[++i]!)
    else parts.push(char)
  }
  return parts
}
