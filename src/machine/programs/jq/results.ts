import type { Path } from './paths.ts'
import type { Json } from './values.ts'

/** Yielded now and then instead of a value, so that whoever pulls can let others have a turn. */
export const tick = Symbol('tick')

export type Ticking<Value> = Iterable<Value | typeof tick>

/** A value, and where it stands in the input while paths are wanted. */
export interface Item {
  value: Json
  path: Path | undefined
}

/** What a filter gives: each pull computes the next. */
export type Results = Ticking<Item>

export const plain = (value: Json): Item => ({ value, path: undefined })

/** Without its path: what is computed inside brackets leads nowhere in the input. */
export const plainOf = (item: Item): Item => (item.path === undefined ? item : plain(item.value))

/** For every result what comes of it, one after another. */
export function* flatMap<From, To>(
  results: Ticking<From>,
  then: (result: From) => Ticking<To>,
): Generator<To | typeof tick, void> {
  for (const result of results) {
    if (result === tick) yield tick
    else yield* then(result)
  }
}

/** All results at once. */
export function* allOf<Value>(results: Ticking<Value>): Generator<typeof tick, Value[]> {
  const all: Value[] = []
  for (const result of results) {
    if (result === tick) yield tick
    else all.push(result)
  }
  return all
}

/** The last result, or undefined where there is none. */
export function* lastOf<Value>(results: Ticking<Value>): Generator<typeof tick, Value | undefined> {
  let last: Value | undefined
  for (const result of results) {
    if (result === tick) yield tick
    else last = result
  }
  return last
}

/** The first result, or undefined where there is none; the others are never computed. */
export function* firstOf<Value>(results: Ticking<Value>): Generator<typeof tick, Value | undefined> {
  for (const result of results) {
    if (result !== tick) return result
    yield tick
  }
  return undefined
}
