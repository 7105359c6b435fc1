/** EC2's filter values: `*` is any text, `?` one character, `\` takes the next literally. Linear in practice:
 * a star that fails goes on from the last star only, so no pattern makes it slow. */
export const globMatches = (pattern: string, text: string): boolean => {
  const parts = partsOf(pattern)
  let p = 0
  let t = 0
  let star = -1
  let resume = 0
  while (t < text.length) {
    const part = parts[p]
    if (part === 'any-text') {
      star = p++
      resume = t
    } else if (part !== undefined && (part === 'any-one' || part.literal === text[t])) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++resume
    } else return false
  }
  while (parts[p] === 'any-text') p++
  return p === parts.length
}

type Part = 'any-text' | 'any-one' | { literal: string }

const partsOf = (pattern: string): Part[] => {
  const parts: Part[] = []
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!
    if (char === '*') parts.push('any-text')
    else if (char === '?') parts.push('any-one')
    else if (char === '\\' && i + 1 < pattern.length) parts.push({ literal: pattern[++i]! })
    else parts.push({ literal: char })
  }
  return parts
}
