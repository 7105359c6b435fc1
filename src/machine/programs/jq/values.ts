/** Objects are maps, which keep keys in their order whatever they look like. */
export type JsonObject = Map<string, Json>
export type Json = null | boolean | number | string | Json[] | JsonObject

/** An error that `try` can catch: its value is any JSON. */
export class JqError extends Error {
  constructor(readonly value: Json) {
    super(typeof value === 'string' ? value : 'error')
  }
}

export const fail = (message: string): never => {
  throw new JqError(message)
}

export const isObject = (value: Json): value is JsonObject => value instanceof Map

export const typeOf = (value: Json): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return value instanceof Map ? 'object' : typeof value
}

export const isTrue = (value: Json): boolean => value !== null && value !== false

const ranks: Readonly<Record<string, number>> = { null: 0, number: 3, string: 4, array: 5, object: 6 }
const rank = (value: Json): number => (typeof value === 'boolean' ? (value ? 2 : 1) : ranks[typeOf(value)]!)

/** By code points, as UTF-8 bytes are ordered. */
export const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x === y) continue
    // Surrogates stand above all other units in UTF-8.
    const lift = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)
    return lift(x) - lift(y)
  }
  return a.length - b.length
}

export const keysOf = (object: JsonObject): string[] => [...object.keys()].toSorted(compareText)

/** jq's order: null, false, true, numbers, strings, arrays, objects. */
export const compare = (a: Json, b: Json): number => {
  const order = rank(a) - rank(b)
  if (order !== 0) return order
  if (typeof a === 'number')
    return a < (b as number) ? -1 : a > (b as number) ? 1 : a === b ? 0 : Number.isNaN(a) ? -1 : 1
  if (typeof a === 'string') return compareText(a, b as string)
  if (Array.isArray(a)) {
    const other = b as Json[]
    for (let i = 0; i < Math.min(a.length, other.length); i++) {
      const inside = compare(a[i]!, other[i]!)
      if (inside !== 0) return inside
    }
    return a.length - other.length
  }
  if (!isObject(a)) return 0
  const other = b as JsonObject
  const [left, right] = [keysOf(a), keysOf(other)]
  const names = compare(left, right)
  if (names !== 0) return names
  for (const key of left) {
    const inside = compare(a.get(key)!, other.get(key)!)
    if (inside !== 0) return inside
  }
  return 0
}

export const equal = (a: Json, b: Json): boolean => a === b || compare(a, b) === 0
