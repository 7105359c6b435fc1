import { formatNamed, formatText } from '../formats.ts'
import type { Interpreter } from '../interpreter.ts'
import { allOf, flatMap, plain, plainOf, type Item, type Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { NodeOf } from '../syntax.ts'
import { fail, type Json } from '../values.ts'
import type { Filter } from './filter.ts'

export const literal: Filter<'literal'> = (_interpreter, node) => [plain(node.value)]

export const format: Filter<'format'> = (_interpreter, node, _scope, input) => [
  plain(formatNamed(node.name, input.value)),
]

export const text: Filter<'text'> = (interpreter, node, scope, input) =>
  textFrom(interpreter, node, scope, plainOf(input), 0, '')

/** The text from one of its parts on, for each value of those to come. */
const textFrom = (
  interpreter: Interpreter,
  node: NodeOf<'text'>,
  scope: Scope,
  input: Item,
  at: number,
  before: string,
): Results => {
  const part = node.parts[at]
  if (part === undefined) return [plain(before)]
  if (typeof part === 'string') return textFrom(interpreter, node, scope, input, at + 1, before + part)
  return flatMap(interpreter.run(part, scope, input), ({ value }) => {
    const shown = node.format === undefined ? formatText(value) : formatNamed(node.format, value)
    return textFrom(interpreter, node, scope, input, at + 1, before + shown)
  })
}

export const array: Filter<'array'> = function* (interpreter, { of }, scope, input) {
  const items = of ? yield* allOf(interpreter.run(of, scope, plainOf(input))) : []
  yield plain(items.map(({ value }) => value))
}

export const object: Filter<'object'> = (interpreter, node, scope, input) =>
  objectFrom(interpreter, node, scope, plainOf(input), 0, new Map())

/** The object from one of its entries on, for each key and value of those to come. */
const objectFrom = (
  interpreter: Interpreter,
  node: NodeOf<'object'>,
  scope: Scope,
  input: Item,
  at: number,
  before: ReadonlyMap<string, Json>,
): Results => {
  const entry = node.entries[at]
  if (!entry) return [plain(new Map(before))]
  return flatMap(interpreter.run(entry.key, scope, input), ({ value: key }) => {
    if (typeof key !== 'string') return fail('Object keys must be strings')
    return flatMap(interpreter.run(entry.value, scope, input), ({ value }) =>
      objectFrom(interpreter, node, scope, input, at + 1, new Map([...before, [key, value]])),
    )
  })
}
