import type { Interpreter } from '../interpreter.ts'
import { flatMap, plain, plainOf, type Item, type Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { Node } from '../syntax.ts'
import { fail, type Json } from '../values.ts'
import type { Filter } from './filter.ts'

export const define: Filter<'define'> = (interpreter, node, scope, input) =>
  interpreter.run(node.body, scope.withDefinition(node.definition), input)

export const variable: Filter<'variable'> = (interpreter, node, scope) => [
  plain(valueOf(interpreter, node.name, scope)),
]

const valueOf = (interpreter: Interpreter, name: string, scope: Scope): Json => {
  const found = scope.find(`$${name}`)
  if (found && 'value' in found) return found.value
  if (name === 'ENV') return interpreter.outside.environment
  if (name === '__loc__')
    return new Map<string, Json>([
      ['file', '<top-level>'],
      ['line', 1],
    ])
  return fail(`$${name} is not defined`)
}

export const call: Filter<'call'> = (interpreter, { name, args }, scope, input) => {
  const key = `${name}/${args.length}`
  const found = scope.find(key)
  if (!found || !('body' in found)) {
    const native = interpreter.natives.get(key)
    return native ? native(interpreter, args, scope, input) : fail(`${key} is not defined`)
  }
  let inner = found.isParameter ? found.scope : found.scope.with(key, found)
  const values: { name: string; node: Node }[] = []
  found.parameters.forEach((parameter, i) => {
    const body = args[i]!
    if (parameter.startsWith('$')) values.push({ name: parameter, node: body })
    inner = inner.with(`${parameter.replace('$', '')}/0`, { parameters: [], body, scope, isParameter: true })
  })
  return withValues(interpreter, values, inner, scope, input, found.body)
}

/** `def f($a; $b)`: the body runs for each combination of their values. */
const withValues = (
  interpreter: Interpreter,
  [next, ...rest]: readonly { name: string; node: Node }[],
  inner: Scope,
  outer: Scope,
  input: Item,
  body: Node,
): Results =>
  next
    ? flatMap(interpreter.run(next.node, outer, plainOf(input)), ({ value }) =>
        withValues(interpreter, rest, inner.with(next.name, { value }), outer, input, body),
      )
    : interpreter.run(body, inner, input)
