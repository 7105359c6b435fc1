import { calendarFunctions } from './calendar.ts'
import { formatNamed, formatText } from './formats.ts'
import {
  shown,
  tick,
  type Interpreter,
  type Item,
  type Native,
  type Results,
  type Scope,
} from './interpreter.ts'
import { mathFunctions } from './math.ts'
import { add, splitText } from './operators.ts'
import { deletePaths, getPath, indexValue, indices, setPath, type Path } from './paths.ts'
import { toJson } from './print.ts'
import { parseJson, ParseError } from './read-json.ts'
import { regexFunctions } from './regex.ts'
import type { Node } from './syntax.ts'
import {
  compare,
  compareText,
  equal,
  fail,
  isObject,
  isTrue,
  JqError,
  keysOf,
  typeOf,
  type Json,
} from './values.ts'

/** A function of the input and the values of its arguments, which runs for each combination of these. */
export type Plain = (input: Json, args: readonly Json[], interpreter: Interpreter) => Json

function* combinations(
  interpreter: Interpreter,
  nodes: readonly Node[],
  scope: Scope,
  input: Item,
  values: readonly Json[] = [],
): Generator<readonly Json[] | typeof tick, void> {
  if (values.length === nodes.length) {
    yield values
    return
  }
  for (const item of interpreter.run(nodes[values.length]!, scope, { value: input.value, path: undefined })) {
    if (item === tick) yield tick
    else yield* combinations(interpreter, nodes, scope, input, [...values, item.value])
  }
}

const fromPlain = (plain: Plain): Native =>
  function* (interpreter, nodes, scope, input) {
    for (const args of combinations(interpreter, nodes, scope, input)) {
      if (args === tick) yield tick
      else yield { value: plain(input.value, args, interpreter), path: undefined }
    }
  }

const arrayOf = (value: Json, what: string): Json[] =>
  Array.isArray(value) ? value : fail(`${typeOf(value)} (${shown(value)}) ${what}`)

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

const toNumber = (value: Json): Json => {
  if (typeof value === 'number') return value
  if (typeof value === 'string') {
    if (/^\s*-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)) return Number(value)
    return fail(`Cannot parse '${value}' as number`)
  }
  return fail(`${typeOf(value)} (${shown(value)}) cannot be parsed as a number`)
}

const textPlaces = (text: string, part: string): Json[] => {
  const found: Json[] = []
  if (part === '') return found
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    found.push(Array.from(text.slice(0, at)).length)
  return found
}

const path = (value: Json): Path =>
  Array.isArray(value) ? value : fail('Path must be specified as an array')

const sortBy = (input: Json, keys: Json): { key: Json; value: Json }[] => {
  const items = arrayOf(input, 'cannot be sorted, as it is not an array')
  return items
    .map((value, i) => ({ key: (keys as Json[])[i]!, value }))
    .toSorted((a, b) => compare(a.key, b.key))
}

const plainFunctions: Readonly<Record<string, Plain>> = {
  'length/0': (input) => lengthOf(input),
  'utf8bytelength/0': (input) =>
    typeof input === 'string'
      ? new TextEncoder().encode(input).length
      : fail(`${typeOf(input)} (${shown(input)}) only strings have UTF-8 byte length`),
  'not/0': (input) => !isTrue(input),
  'keys/0': (input) => {
    if (Array.isArray(input)) return input.map((_, i) => i)
    return isObject(input) ? keysOf(input) : fail(`${typeOf(input)} (${shown(input)}) has no keys`)
  },
  'keys_unsorted/0': (input) => {
    if (Array.isArray(input)) return input.map((_, i) => i)
    return isObject(input) ? [...input.keys()] : fail(`${typeOf(input)} (${shown(input)}) has no keys`)
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
    const items = Array.isArray(input)
      ? input
      : isObject(input)
        ? [...input.values()]
        : fail(`Cannot iterate over ${typeOf(input)} (${shown(input)})`)
    // Summing texts and arrays piece by piece would copy them again and again.
    if (items.length > 0 && items.every((item) => typeof item === 'string')) return items.join('')
    if (items.length > 0 && items.every((item) => Array.isArray(item))) return items.flat(1) as Json[]
    return items.reduce<Json>((sum, item) => add(sum, item), null)
  },
  'floor/0': (input) =>
    typeof input === 'number'
      ? Math.floor(input)
      : fail(`${typeOf(input)} (${shown(input)}) number required`),
  'tostring/0': (input) => formatText(input),
  'tonumber/0': (input) => toNumber(input),
  'type/0': (input) => typeOf(input),
  'tojson/0': (input) => toJson(input),
  'fromjson/0': (input) => {
    if (typeof input !== 'string')
      return fail(`${typeOf(input)} (${shown(input)}) only strings can be parsed`)
    try {
      return parseJson(input)
    } catch (error) {
      if (!(error instanceof ParseError)) throw error
      return fail(`${error.message} (while parsing '${input}')`)
    }
  },
  'ascii_downcase/0': (input) =>
    typeof input === 'string'
      ? input.replace(/[A-Z]/g, (char) => char.toLowerCase())
      : fail('ascii_downcase input must be a string'),
  'ascii_upcase/0': (input) =>
    typeof input === 'string'
      ? input.replace(/[a-z]/g, (char) => char.toUpperCase())
      : fail('ascii_upcase input must be a string'),
  'explode/0': (input) =>
    typeof input === 'string'
      ? Array.from(input, (char) => char.codePointAt(0)!)
      : fail(`${typeOf(input)} (${shown(input)}) cannot be exploded`),
  'implode/0': (input) => {
    const points = arrayOf(input, 'cannot be imploded, must be an array of codepoints')
    if (points.some((point) => typeof point !== 'number')) return fail('implode input must be an array')
    return points
      .map((point) =>
        Number(point) >= 0 && Number(point) <= 0x10ffff
          ? String.fromCodePoint(Math.floor(Number(point)))
          : '\ufffd',
      )
      .join('')
  },
  'ltrimstr/1': (input, [prefix]) =>
    typeof input === 'string' && typeof prefix === 'string' && input.startsWith(prefix)
      ? input.slice(prefix.length)
      : input,
  'rtrimstr/1': (input, [suffix]) =>
    typeof input === 'string' && typeof suffix === 'string' && suffix !== '' && input.endsWith(suffix)
      ? input.slice(0, input.length - suffix.length)
      : input,
  'trimstr/1': (input, [part]) =>
    plainFunctions['rtrimstr/1']!(
      plainFunctions['ltrimstr/1']!(input, [part!], undefined as never),
      [part!],
      undefined as never,
    ),
  'trim/0': (input) =>
    typeof input === 'string' ? input.trim() : fail(`${typeOf(input)} (${shown(input)}) cannot be trimmed`),
  'ltrim/0': (input) =>
    typeof input === 'string'
      ? input.trimStart()
      : fail(`${typeOf(input)} (${shown(input)}) cannot be trimmed`),
  'rtrim/0': (input) =>
    typeof input === 'string'
      ? input.trimEnd()
      : fail(`${typeOf(input)} (${shown(input)}) cannot be trimmed`),
  'startswith/1': (input, [part]) =>
    typeof input === 'string' && typeof part === 'string'
      ? input.startsWith(part)
      : fail('startswith() requires string inputs'),
  'endswith/1': (input, [part]) =>
    typeof input === 'string' && typeof part === 'string'
      ? input.endsWith(part)
      : fail('endswith() requires string inputs'),
  'split/1': (input, [by]) =>
    typeof input === 'string' && typeof by === 'string'
      ? splitText(input, by)
      : fail('split input and separator must be strings'),
  'join/1': (input, [by]) => {
    const items = Array.isArray(input)
      ? input
      : fail(`Cannot iterate over ${typeOf(input)} (${shown(input)})`)
    if (items.length === 0) return ''
    return items
      .map((item) =>
        item === null
          ? ''
          : typeof item === 'object'
            ? fail(`string ("${by as string}") and ${typeOf(item)} (${shown(item)}) cannot be added`)
            : formatText(item),
      )
      .join(by as string)
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
  'setpath/2': (input, [where, value]) => setPath(input, path(where!), value!),
  'delpaths/1': (input, [paths]) =>
    deletePaths(input, arrayOf(paths!, 'must be an array of paths').map(path)),
  'now/0': (_input, _args, { outside }) => outside.now() / 1000,
  'input_filename/0': (_input, _args, { outside }) => outside.inputName(),
  'input_line_number/0': () => 0,
  'builtins/0': () => [...natives.keys()].filter((name) => !name.startsWith('_')).toSorted(compareText),
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
  'error/1': (_input, [message]) => {
    throw new JqError(message!)
  },
  'error/0': (input) => {
    throw new JqError(input)
  },
  'format/1': (input, [name]) => formatNamed(`@${name as string}`, input),
  'isinfinite/0': (input) => typeof input === 'number' && Math.abs(input) === Infinity,
  'isnan/0': (input) => typeof input === 'number' && Number.isNaN(input),
  'isnormal/0': (input) =>
    typeof input === 'number' && Number.isFinite(input) && Math.abs(input) >= 2.2250738585072014e-308,
  'infinite/0': () => Infinity,
  'nan/0': () => Number.NaN,
  'input/0': (_input, _args, { outside }) => outside.nextInput() ?? fail('No more inputs'),
  'debug/0': (input, _args, { outside }) => {
    outside.debug(`["DEBUG:",${toJson(input)}]\n`)
    return input
  },
  'stderr/0': (input, _args, { outside }) => {
    outside.debug(toJson(input))
    return input
  },
  'significand/0': (input) =>
    Number(input) === 0 ? 0 : Number(input) / 2 ** Math.floor(Math.log2(Math.abs(Number(input)))),
  'halt/0': () => {
    throw new Halt(0, undefined)
  },
  'halt_error/1': (input, [status]) => {
    throw new Halt(Number(status), typeof input === 'string' ? input : `${toJson(input)}\n`)
  },
  'get_search_list/0': () => [],
  ...mathFunctions,
  ...calendarFunctions,
  ...regexFunctions,
}

/** halt and halt_error end the program. */
export class Halt extends Error {
  constructor(
    readonly status: number,
    readonly text: string | undefined,
  ) {
    super('halt')
  }
}

function* limited(interpreter: Interpreter, node: Node, scope: Scope, input: Item, most: number): Results {
  if (most <= 0) return
  let count = 0
  for (const item of interpreter.run(node, scope, input)) {
    yield item
    if (item !== tick && ++count >= most) return
  }
}

/** Functions that take filters, or give several results. */
const special: Readonly<Record<string, Native>> = {
  *'empty/0'() {},
  *'range/1'(interpreter, [to], scope, input) {
    yield* range(interpreter, [{ kind: 'literal', value: 0 }, to!], scope, input)
  },
  'range/2': (interpreter, nodes, scope, input) => range(interpreter, nodes, scope, input),
  'range/3': (interpreter, nodes, scope, input) => range(interpreter, nodes, scope, input),
  *'first/1'(interpreter, [filter], scope, input) {
    yield* limited(interpreter, filter!, scope, input, 1)
  },
  *'last/1'(interpreter, [filter], scope, input) {
    let last: Item | undefined
    for (const item of interpreter.run(filter!, scope, input)) {
      if (item === tick) yield tick
      else last = item
    }
    if (last) yield last
  },
  *'limit/2'(interpreter, [count, filter], scope, input) {
    for (const item of interpreter.run(count!, scope, input)) {
      if (item === tick) yield tick
      else yield* limited(interpreter, filter!, scope, input, Number(item.value))
    }
  },
  *'skip/2'(interpreter, [count, filter], scope, input) {
    for (const skipped of interpreter.run(count!, scope, input)) {
      if (skipped === tick) {
        yield tick
        continue
      }
      let left = Number(skipped.value)
      for (const item of interpreter.run(filter!, scope, input)) if (item === tick || left-- <= 0) yield item
    }
  },
  *'nth/2'(interpreter, [at, filter], scope, input) {
    for (const wanted of interpreter.run(at!, scope, input)) {
      if (wanted === tick) {
        yield tick
        continue
      }
      if (Number(wanted.value) < 0) fail('Out of bounds negative array index')
      let left = Number(wanted.value)
      for (const item of interpreter.run(filter!, scope, input)) {
        if (item === tick) yield tick
        else if (left-- <= 0) {
          yield item
          break
        }
      }
    }
  },
  *'isempty/1'(interpreter, [filter], scope, input) {
    for (const item of interpreter.run(filter!, scope, input)) {
      if (item === tick) yield tick
      else {
        yield { value: false, path: undefined }
        return
      }
    }
    yield { value: true, path: undefined }
  },
  *'path/1'(interpreter, [filter], scope, input) {
    for (const item of interpreter.run(filter!, scope, { value: input.value, path: [] })) {
      if (item === tick) yield tick
      else if (item.path === undefined) fail(`Invalid path expression with result ${shown(item.value)}`)
      else yield { value: [...item.path], path: undefined }
    }
  },
  *'getpath/1'(interpreter, [where], scope, input) {
    for (const item of interpreter.run(where!, scope, { value: input.value, path: undefined })) {
      if (item === tick) {
        yield tick
        continue
      }
      const to = path(item.value)
      let value: Json
      try {
        value = getPath(input.value, to)
      } catch (error) {
        if (!(error instanceof JqError) || input.path === undefined) throw error
        value = null
      }
      yield { value, path: input.path && [...input.path, ...to] }
    }
  },
  *'_modify/2'(interpreter, [left, right], scope, input) {
    yield { value: yield* interpreter.update(left!, right!, scope, input.value), path: undefined }
  },
}

function* range(interpreter: Interpreter, nodes: readonly Node[], scope: Scope, input: Item): Results {
  let count = 0
  for (const args of combinations(interpreter, nodes, scope, input)) {
    if (args === tick) {
      yield tick
      continue
    }
    if (args.some((arg) => typeof arg !== 'number')) fail('Range bounds must be numeric')
    const [from, to, by = 1] = args as number[]
    if (by === 0 || Number.isNaN(by)) continue
    for (let value = from!; by > 0 ? value < to! : value > to!; value += by) {
      yield { value, path: undefined }
      if (++count % 5000 === 0) yield tick
    }
  }
}

export const natives: ReadonlyMap<string, Native> = new Map([
  ...Object.entries(plainFunctions).map(([name, plain]): [string, Native] => [name, fromPlain(plain)]),
  ...Object.entries(special),
])
