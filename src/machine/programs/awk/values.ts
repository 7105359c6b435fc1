/** A value that came from input looks like a number if its text does: then it compares as one. */
export class InputText {
  constructor(
    readonly text: string,
    /** A field beyond the last, or a variable never set. */
    readonly missing = false,
  ) {}
}

/** The value of a variable that was never set: "" and 0 at once. */
export const unassigned = new InputText('', true)

export type Value = number | string | InputText

const leading = /^\s*[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/
const whole = /^\s*[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)\s*$/

export const toNumber = (value: Value): number => {
  if (typeof value === 'number') return value
  const match = leading.exec(typeof value === 'string' ? value : value.text)
  return match ? Number(match[0]) : 0
}

/** Whole numbers are written as such; others by the format (CONVFMT, OFMT), `%.6g` as a rule. */
export const toText = (value: Value, format: (value: number) => string): string => {
  if (typeof value === 'string') return value
  if (value instanceof InputText) return value.text
  if (Number.isInteger(value))
    return Math.abs(value) < 1e16 ? String(value === 0 ? 0 : value) : String(BigInt(value))
  return Number.isFinite(value) ? format(value) : unending(value)
}

export const looksNumeric = (value: Value): boolean =>
  typeof value === 'number' || (value instanceof InputText && whole.test(value.text))

export const isTrue = (value: Value): boolean => {
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'string') return value !== ''
  return looksNumeric(value) ? toNumber(value) !== 0 : value.text !== ''
}

export const compare = (a: Value, b: Value, text: (value: Value) => string): number => {
  if (looksNumeric(a) && looksNumeric(b)) return toNumber(a) - toNumber(b)
  const [x, y] = [text(a), text(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Infinity and what is no number, with a sign as gawk writes them. */
export const unending = (value: number): string =>
  Number.isNaN(value) ? '-nan' : value < 0 ? '-inf' : '+inf'
