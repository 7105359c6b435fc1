// Lengths and places in a text are counted in characters, not in UTF-16 units.

/** Most texts have none, and then a unit is a character. */
const surrogate = /[\uD800-\uDFFF]/

export const characterCount = (text: string): number => {
  if (!surrogate.test(text)) return text.length
  let count = 0
  for (const _ of text) count++
  return count
}

/** As `text.slice`. */
export const sliceCharacters = (text: string, start: number, end: number): string =>
  surrogate.test(text) ? [...text].slice(start, end).join('') : text.slice(start, end)
