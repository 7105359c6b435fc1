/** How many words one brace expansion may make: bash has no limit, a browser tab has. */
const limit = 200_000

/** Brace expansion on a word as typed (quotes still in it): `a{b,c}d` → `abd acd`, `{1..3}`, `{a..e..2}`. */
export const expandBraces = (text: string): string[] => {
  const open = findBrace(text, 0)
  if (!open) return [text]
  const before = text.slice(0, open.start)
  const after = expandBraces(text.slice(open.end + 1))
  const result: string[] = []
  for (const middle of open.alternatives)
    for (const rest of after) {
      if (result.length >= limit) throw new RangeError('brace expansion: too many words')
      result.push(before + middle + rest)
    }
  return result
}

interface Brace {
  start: number
  end: number
  alternatives: string[]
}

const findBrace = (text: string, from: number): Brace | undefined => {
  for (let i = from; i < text.length; i++) {
    i = skipQuoted(text, i)
    if (text[i] !== '{') continue
    const parts = partsOf(text, i)
    if (!parts) continue
    const inner = text.slice(i + 1, parts.end)
    if (parts.commas.length > 0) {
      const bounds = [i, ...parts.commas, parts.end]
      const alternatives = bounds.slice(1).flatMap((end, n) => expandBraces(text.slice(bounds[n]! + 1, end)))
      return { start: i, end: parts.end, alternatives }
    }
    const sequence = expandSequence(inner)
    if (sequence) return { start: i, end: parts.end, alternatives: sequence }
  }
  return undefined
}

/** Where the brace at `open` closes, and its commas. */
const partsOf = (text: string, open: number): { end: number; commas: number[] } | undefined => {
  let depth = 0
  const commas: number[] = []
  for (let i = open; i < text.length; i++) {
    i = skipQuoted(text, i)
    if (text[i] === '{') depth++
    else if (text[i] === ',' && depth === 1) commas.push(i)
    else if (text[i] === '}' && --depth === 0) return { end: i, commas }
  }
  return undefined
}

/** The position of the next character that counts, behind quotes, escapes and ${…}, $(…). */
const skipQuoted = (text: string, start: number): number => {
  let i = start
  for (;;) {
    const char = text[i]
    if (char === '\\') i += 2
    else if (char === "'") i = after(text, text.indexOf("'", i + 1))
    else if (char === '"') i = skipDouble(text, i)
    else if (char === '`') i = after(text, text.indexOf('`', i + 1))
    else if (char === '$' && (text[i + 1] === '{' || text[i + 1] === '(')) i = skipNested(text, i + 1)
    else return i
  }
}

const after = (text: string, found: number): number => (found < 0 ? text.length : found + 1)

const skipDouble = (text: string, open: number): number => {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}

const skipNested = (text: string, open: number): number => {
  const closer = text[open] === '{' ? '}' : ')'
  let depth = 0
  for (let i = open; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === text[open]) depth++
    else if (text[i] === closer && --depth === 0) return i + 1
  }
  return text.length
}

const expandSequence = (inner: string): string[] | undefined => {
  const numbers = /^([+-]?\d+)\.\.([+-]?\d+)(?:\.\.([+-]?\d+))?$/.exec(inner)
  if (numbers) {
    const [, from, to, step] = numbers as unknown as [string, string, string, string | undefined]
    const padded = /^[+-]?0\d/.test(from) || /^[+-]?0\d/.test(to)
    const width = padded ? Math.max(from.length, to.length) : 0
    return steps(Number(from), Number(to), step).map((value) => pad(value, width))
  }
  const letters = /^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.([+-]?\d+))?$/.exec(inner)
  if (!letters) return undefined
  const [, from, to, step] = letters as unknown as [string, string, string, string | undefined]
  return steps(from.charCodeAt(0), to.charCodeAt(0), step).map((code) => String.fromCharCode(code))
}

const pad = (value: number, width: number): string =>
  value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0')

const steps = (from: number, to: number, step: string | undefined): number[] => {
  const by = Math.abs(Number(step ?? 1)) || 1
  const count = Math.floor(Math.abs(to - from) / by) + 1
  if (!(count <= limit)) throw new RangeError('brace expansion: too many words')
  return Array.from({ length: count }, (_, i) => (to >= from ? from + i * by : from - i * by))
}
