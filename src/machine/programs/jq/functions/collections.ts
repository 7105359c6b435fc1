import { arrayOf, cannotIterate, failOn, shown } from '../errors.ts'
import type { Plain } from '../interpreter.ts'
import { add } from '../operators.ts'
import { deletePaths, indexValue, indices, pathOf, setPath } from '../paths.ts'
import { compare, equal, fail, isObject, keysOf, typeOf, type Json } from '../values.ts'

const lengthOf = (value: Json): number => {
  if (value === null) return 0
  if (typeof value === 'string') return Array.from(value).length
  if (typeof value === 'number') return Math.abs(value)
  if (Array.isArray(value)) return value.length
  return isObject(value) ? value.size : fail(`boolean (${value}) has no length`)
}

const contains = (a: Json, b: Json): boolean => {
  if (typeof a === 'string' && typeof b === 'string') return a.includes(b)
  if (Array.isArray(a) && Array.isArray(b))
    return b.every((wanted) => a.some((item) => typeOf(item) === typeOf(wanted) && contains(item, wanted)))
  if (isObject(a) && isObject(b))
    return [...b].every(
      ([key, wanted]) =>
        a.has(key) && typeOf(a.get(key)!) === typeOf(wanted) && contains(a.get(key)!, wanted),
    )
  if (typeOf(a) !== typeOf(b))
    return fail(
      `${typeOf(a)} (${shown(a)}) and ${typeOf(b)} (${shown(b)}) cannot have their containment checked`,
    )
  return equal(a, b)
}

const flatten = (items: Json[], depth: number): Json[] =>
  items.flatMap((item) => (Array.isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]))

const textPlaces = (text: string, part: string): Json[] => {
  const found: Json[] = []
  if (part === '') return found
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    found.push(Array.from(text.slice(0, at)).length)
  return found
}

const sortBy = (input: Json, keys: Json): { key: Json; value: Json }[] => {
  const items = arrayOf(input, 'cannot be sorted, as it is not an array')
  return items
    .map((value, i) => ({ key: (keys as Json[])[i]!, value }))
    .toSorted((a, b) => compare(a.key, b.key))
}

/** Functions of arrays, objects and paths. */
export const collectionFunctions: Readonly<Record<string, Plain>> = {
  'keys/0': (input) => {
    if (Array.isArray(input)) return input.map((_, i) => i)
    return isObject(input) ? keysOf(input) : failOn(input, 'has no keys')
  },
  'keys_unsorted/0': (input) => {
    if (Array.isArray(input)) return input.map((_, i) => i)
    return isObject(input) ? [...input.keys()] : failOn(input, 'has no keys')
  },
  'has/1': (input, [key]) => {
    if (isObject(input) && typeof key === 'string') return input.has(key)
    if (Array.isArray(input) && typeof key === 'number') return key >= 0 && key < input.length
    return fail(
      `Cannot check whether ${typeOf(input)} has a ${typeOf(key!) === 'string' ? 'string' : typeOf(key!)} key`,
    )
  },
  'contains/1': (input, [part]) => contains(input, part!),
  'add/0': (input) => {
    const items = Array.isArray(input) ? input : isObject(input) ? [...input.values()] : cannotIterate(input)
    // Summing texts and arrays piece by piece would copy them again and again.
    if (items.length > 0 && items.every((item) => typeof item === 'string')) return items.join('')
    if (items.length > 0 && items.every((item) => Array.isArray(item))) return items.flat(1) as Json[]
    return items.reduce<Json>((sum, item) => add(sum, item), null)
  },
  'reverse/0': (input) => {
    if (typeof input === 'string') return Array.from(input).toReversed().join('')
    if (input === null) return []
    return Array.isArray(input) ? input.toReversed() : fail(`Cannot reverse ${typeOf(input)}`)
  },
  'sort/0': (input) => arrayOf(input, 'cannot be sorted, as it is not an array').toSorted(compare),
  '_sort/1': (input, [keys]) => sortBy(input, keys!).map(({ value }) => value),
  '_group/1': (input, [keys]) => {
    const groups: Json[][] = []
    let last: Json | undefined
    for (const { key, value } of sortBy(input, keys!)) {
      if (last !== undefined && equal(last, key)) groups.at(-1)!.push(value)
      else groups.push([value])
      last = key
    }
    return groups
  },
  '_extreme/2': (input, [keys, least]) => {
    const sorted = sortBy(input, keys!)
    if (sorted.length === 0) return null
    if (least) return sorted[0]!.value
    return sorted.at(-1)!.value
  },
  'unique/0': (input) => {
    const sorted = arrayOf(input, 'cannot be sorted, as it is not an array').toSorted(compare)
    return sorted.filter((item, i) => i === 0 || !equal(item, sorted[i - 1]!))
  },
  'min/0': (input) =>
    arrayOf(input, 'cannot be iterated over').reduce<Json>(
      (least, item, i) => (i === 0 || compare(item, least) < 0 ? item : least),
      null,
    ),
  'max/0': (input) =>
    arrayOf(input, 'cannot be iterated over').reduce<Json>(
      (most, item, i) => (i === 0 || compare(item, most) >= 0 ? item : most),
      null,
    ),
  'flatten/0': (input) => flatten(arrayOf(input, 'cannot be flattened'), Infinity),
  'flatten/1': (input, [depth]) =>
    Number(depth) < 0
      ? fail('flatten depth must not be negative')
      : flatten(arrayOf(input, 'cannot be flattened'), Number(depth)),
  'transpose/0': (input) => {
    const rows = arrayOf(input, 'cannot be transposed') as Json[][]
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
    return Array.from({ length: width }, (_, i) => rows.map((row) => row[i] ?? null))
  },
  'indices/1': (input, [part]) => {
    if (input === null) return null
    if (typeof input === 'string' && typeof part === 'string') return textPlaces(input, part)
    if (Array.isArray(input)) return indices(input, Array.isArray(part) ? part : [part!])
    return indexValue(input, part!)
  },
  '_nwise/1': (input, [size]) => {
    const items = arrayOf(input, 'cannot be cut')
    return Array.from({ length: Math.ceil(items.length / Number(size)) }, (_, i) =>
      items.slice(i * Number(size), (i + 1) * Number(size)),
    )
  },
  'setpath/2': (input, [where, value]) => setPath(input, pathOf(where!), value!),
  'delpaths/1': (input, [paths]) =>
    deletePaths(input, arrayOf(paths!, 'must be an array of paths').map(pathOf)),
  'bsearch/1': (input, [target]) => {
    const items = arrayOf(input, 'cannot be searched from')
    let [low, high] = [0, items.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(items[middle]!, target!) < 0) low = middle + 1
      else high = middle
    }
    return low < items.length && equal(items[low]!, target!) ? low : -1 - low
  },
  'length/0': (input) => lengthOf(input),
}
