import { cannotIterate } from '../errors.ts'
import { indexValue, sliceValue } from '../paths.ts'
import { flatMap, plainOf, type Item } from '../results.ts'
import type { Node } from '../syntax.ts'
import { isObject, type Json } from '../values.ts'
import type { Filter } from './filter.ts'

export const identity: Filter<'identity'> = (_interpreter, _node, _scope, input) => [input]

export const recurse: Filter<'recurse'> = (_interpreter, _node, _scope, input) => everythingIn(input)

export const index: Filter<'index'> = (interpreter, node, scope, input) =>
  flatMap(interpreter.run(node.of, scope, input), ({ value, path }) =>
    flatMap(interpreter.run(node.by, scope, plainOf(input)), (by) => [
      { value: indexValue(value, by.value), path: path && [...path, by.value] },
    ]),
  )

const nothing: Node = { kind: 'literal', value: null }

export const slice: Filter<'slice'> = (interpreter, node, scope, input) => {
  const bound = (of: Node | undefined) => interpreter.run(of ?? nothing, scope, plainOf(input))
  return flatMap(interpreter.run(node.of, scope, input), ({ value, path }) =>
    flatMap(bound(node.to), (to) =>
      flatMap(bound(node.from), (from) => {
        const range = new Map<string, Json>([
          ['start', from.value],
          ['end', to.value],
        ])
        return [{ value: sliceValue(value, range), path: path && [...path, range] }]
      }),
    ),
  )
}

export const each: Filter<'each'> = (interpreter, node, scope, input) =>
  flatMap(interpreter.run(node.of, scope, input), itemsIn)

function* itemsIn({ value, path }: Item): Generator<Item, void> {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) yield { value: value[i]!, path: path && [...path, i] }
    return
  }
  if (!isObject(value)) return cannotIterate(value)
  for (const [key, inside] of value) yield { value: inside, path: path && [...path, key] }
}

function* everythingIn(item: Item): Generator<Item, void> {
  yield item
  if (Array.isArray(item.value) || isObject(item.value))
    for (const inside of itemsIn(item)) yield* everythingIn(inside)
}
