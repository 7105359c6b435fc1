export const anyText = Symbol('*')
export const anyOne = Symbol('?')

/** A pattern's parts: characters, and what stands for any text or any one character. */
export type WildcardPart = string | typeof anyText | typeof anyOne

/**
 * A star that fails goes on from the last star only, so that the steps are bounded by pattern times text, and
 * no pattern makes it slow as it would a regular expression.
 */
export const matchesWildcards = (pattern: readonly WildcardPart[], text: string): boolean => {
  let p = 0
  let t = 0
  let star = -1
  let resume = 0
  while (t < text.length) {
    const part = pattern[p]
    if (part === anyText) {
      star = p++
      resume = t
    } else if (part !== undefined && (part === anyOne || part === text[t])) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++resume
    } else return false
  }
  while (pattern[p] === anyText) p++
  return p === pattern.length
}
