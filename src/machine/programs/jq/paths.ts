import { compare, equal, fail, isObject, typeOf, type Json, type JsonObject } from './values.ts'

export type Path = readonly Json[]

export const pathOf = (value: Json): Path =>
  Array.isArray(value) ? value : fail('Path must be specified as an array')

/** An array filled with nulls up to an index costs memory: jq itself has a limit too. */
const largestIndex = 2 ** 24

const describe = (key: Json): string => (typeof key === 'string' ? `"${key}"` : typeOf(key))

/** Where a slice begins and ends. */
const bounds = (length: number, range: JsonObject): [number, number] => {
  const at = (value: Json, otherwise: number, round: (number: number) => number): number => {
    if (value === null) return otherwise
    if (typeof value !== 'number') return fail('Start and end indices of an array slice must be numbers')
    const whole = round(value < 0 ? value + length : value)
    return Math.max(0, Math.min(length, whole))
  }
  const from = at(range.get('start') ?? null, 0, Math.floor)
  return [from, Math.max(from, at(range.get('end') ?? null, length, Math.ceil))]
}

export const sliceValue = (value: Json, range: JsonObject): Json => {
  if (value === null) return null
  if (Array.isArray(value)) return value.slice(...bounds(value.length, range))
  if (typeof value === 'string') {
    const points = Array.from(value)
    return points.slice(...bounds(points.length, range)).join('')
  }
  return fail(`Cannot index ${typeOf(value)} with object`)
}

export const indexValue = (value: Json, key: Json): Json => {
  if (typeof key === 'string' && (value === null || isObject(value))) return value?.get(key) ?? null
  if (typeof key === 'number' && (value === null || Array.isArray(value))) {
    const at = Math.floor(key)
    return value?.[at < 0 ? at + value.length : at] ?? null
  }
  if (isObject(key) && (value === null || Array.isArray(value) || typeof value === 'string'))
    return sliceValue(value, key)
  if (Array.isArray(key) && Array.isArray(value)) return indices(value, key)
  return fail(`Cannot index ${typeOf(value)} with ${describe(key)}`)
}

/** Where one array stands inside another. */
export const indices = (value: Json[], part: Json[]): Json[] => {
  const found: Json[] = []
  if (part.length > 0)
    for (let i = 0; i + part.length <= value.length; i++)
      if (part.every((item, k) => equal(item, value[i + k]!))) found.push(i)
  return found
}

export const getPath = (value: Json, path: Path): Json => {
  let current = value
  for (const key of path) {
    if (current === null) return null
    current = indexValue(current, key)
  }
  return current
}

const setKey = (value: Json, key: Json, next: Json): Json => {
  if (typeof key === 'string' && (value === null || isObject(value)))
    return new Map(value ?? []).set(key, next)
  if (typeof key === 'number' && (value === null || Array.isArray(value))) {
    const items = [...(value ?? [])]
    const at = key < 0 ? Math.floor(key) + items.length : Math.floor(key)
    if (at < 0) return fail('Out of bounds negative array index')
    if (at > largestIndex) return fail('Array index too large')
    while (items.length < at) items.push(null)
    items[at] = next
    return items
  }
  if (isObject(key) && (value === null || Array.isArray(value))) {
    if (!Array.isArray(next)) return fail('A slice of an array can only be assigned another array')
    const items = value ?? []
    const [from, to] = bounds(items.length, key)
    return [...items.slice(0, from), ...next, ...items.slice(to)]
  }
  return fail(`Cannot index ${typeOf(value)} with ${describe(key)}`)
}

export const setPath = (value: Json, path: Path, next: Json, at = 0): Json => {
  if (at === path.length) return next
  const key = path[at]!
  const inside = value === null ? null : indexValue(value, key)
  return setKey(value, key, setPath(inside, path, next, at + 1))
}

const deletePath = (value: Json, path: Path, at = 0): Json => {
  if (value === null) return null
  const key = path[at]!
  if (at < path.length - 1) {
    const inside = indexValue(value, key)
    if (inside === null) return value
    return setKey(value, key, deletePath(inside, path, at + 1))
  }
  if (isObject(value) && typeof key === 'string') {
    const result = new Map(value)
    result.delete(key)
    return result
  }
  if (Array.isArray(value) && typeof key === 'number') {
    const index = key < 0 ? key + value.length : key
    return value.filter((_, i) => i !== Math.floor(index))
  }
  if (Array.isArray(value) && isObject(key)) {
    const [from, to] = bounds(value.length, key)
    return [...value.slice(0, from), ...value.slice(to)]
  }
  return fail(`Cannot delete field at ${isObject(value) ? 'object' : 'array'} index of ${typeOf(key)}`)
}

/** The last ones first, so that those before keep their places. */
export const deletePaths = (value: Json, paths: readonly Path[]): Json => {
  const last = [...paths].toSorted((a, b) => compare([...b], [...a]))
  let result = value
  for (const path of last) {
    if (path.length === 0) return null
    result = deletePath(result, path)
  }
  return result
}
