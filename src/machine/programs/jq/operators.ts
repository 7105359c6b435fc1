import { shown } from './errors.ts'
import { compare, equal, fail, isObject, typeOf, type Json, type JsonObject } from './values.ts'

const cannot = (a: Json, b: Json, what: string): never =>
  fail(`${typeOf(a)} (${shown(a)}) and ${typeOf(b)} (${shown(b)}) cannot be ${what}`)

const longestText = 64 * 1024 * 1024

/** What +, -, *, /, % and the comparisons make of two values. */
export const applyOperator = (operator: string, a: Json, b: Json): Json => {
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      if (typeof a === 'number' && typeof b === 'number') return a - b
      if (Array.isArray(a) && Array.isArray(b))
        return a.filter((item) => !b.some((other) => equal(item, other)))
      return cannot(a, b, 'subtracted')
    case '*':
      return multiply(a, b)
    case '/':
      return divide(a, b)
    case '%':
      return remainder(a, b)
    case '==':
      return equal(a, b)
    case '!=':
      return !equal(a, b)
    case '<':
      return compare(a, b) < 0
    case '<=':
      return compare(a, b) <= 0
    case '>':
      return compare(a, b) > 0
    default:
      return compare(a, b) >= 0
  }
}

export const add = (a: Json, b: Json): Json => {
  if (a === null) return b
  if (b === null) return a
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b]
  if (isObject(a) && isObject(b)) return new Map([...a, ...b])
  return cannot(a, b, 'added')
}

const merge = (a: JsonObject, b: JsonObject): JsonObject => {
  const result = new Map(a)
  for (const [key, value] of b) {
    const old = result.get(key)
    result.set(key, old !== undefined && isObject(old) && isObject(value) ? merge(old, value) : value)
  }
  return result
}

const multiply = (a: Json, b: Json): Json => {
  if (typeof a === 'number' && typeof b === 'number') return a * b
  if (typeof a === 'number' && typeof b === 'string') return multiply(b, a)
  if (typeof a === 'string' && typeof b === 'number') {
    if (!(b > 0)) return null
    if (a.length * b > longestText) return fail('Repeat string result too long')
    return a.repeat(Math.max(1, Math.ceil(b)))
  }
  if (isObject(a) && isObject(b)) return merge(a, b)
  return cannot(a, b, 'multiplied')
}

const divide = (a: Json, b: Json): Json => {
  if (typeof a === 'number' && typeof b === 'number')
    return b === 0 ? cannot(a, b, 'divided because the divisor is zero') : a / b
  if (typeof a === 'string' && typeof b === 'string') return splitText(a, b)
  return cannot(a, b, 'divided')
}

export const splitText = (text: string, by: string): Json[] => {
  if (text === '') return []
  return by === '' ? Array.from(text) : text.split(by)
}

const whole = (value: number): number =>
  Number.isNaN(value) ? 0 : Math.trunc(Math.max(-(2 ** 63), Math.min(2 ** 63, value)))

const remainder = (a: Json, b: Json): Json => {
  if (typeof a !== 'number' || typeof b !== 'number') return cannot(a, b, 'divided')
  const by = Math.abs(whole(b))
  if (by === 0) return cannot(a, b, 'divided because the divisor is zero')
  return whole(a) % by || 0
}
