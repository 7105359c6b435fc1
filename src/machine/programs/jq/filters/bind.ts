import type { Interpreter } from '../interpreter.ts'
import { indexValue } from '../paths.ts'
import { flatMap, plainOf, type Item, type Results, type Ticking } from '../results.ts'
import type { Scope } from '../scope.ts'
import { namesIn, type Pattern } from '../syntax.ts'
import { fail, JqError, typeOf, type Json } from '../values.ts'
import type { Filter } from './filter.ts'

export const bind: Filter<'bind'> = (interpreter, node, scope, input) => {
  const { source, patterns, body } = node
  const names = patterns.length > 1 ? [...new Set(patterns.flatMap(namesIn))] : []
  const ready = names.reduce((inner, name) => inner.withVariable(name, null), scope)
  return flatMap(interpreter.run(source, scope, plainOf(input)), function* ({ value }): Results {
    for (const [i, pattern] of patterns.entries()) {
      try {
        yield* flatMap(match(interpreter, pattern, value, ready, plainOf(input)), (bound) =>
          interpreter.run(body, bound, input),
        )
        return
      } catch (error) {
        // `?//`: an error leads on to the next pattern.
        if (!(error instanceof JqError) || i === patterns.length - 1) throw error
      }
    }
  })
}

/** The scopes in which a pattern's names are bound to parts of a value. */
export const match = (
  interpreter: Interpreter,
  pattern: Pattern,
  value: Json,
  scope: Scope,
  input: Item,
): Ticking<Scope> => {
  if (pattern.kind === 'name') return [scope.withVariable(pattern.name, value)]
  if (pattern.kind === 'entries') return matchEntries(interpreter, pattern.entries, value, scope, input)
  if (value !== null && !Array.isArray(value)) fail(`Cannot index ${typeOf(value)} with number`)
  return matchItems(interpreter, pattern.items, (value ?? []) as Json[], scope, input)
}

const matchItems = (
  interpreter: Interpreter,
  [first, ...rest]: readonly Pattern[],
  [value = null, ...others]: readonly Json[],
  scope: Scope,
  input: Item,
): Ticking<Scope> =>
  first
    ? flatMap(match(interpreter, first, value, scope, input), (bound) =>
        matchItems(interpreter, rest, others, bound, input),
      )
    : [scope]

const matchEntries = (
  interpreter: Interpreter,
  [entry, ...rest]: Extract<Pattern, { kind: 'entries' }>['entries'],
  value: Json,
  scope: Scope,
  input: Item,
): Ticking<Scope> => {
  if (!entry) return [scope]
  const { key, name, pattern } = entry
  return flatMap(interpreter.run(key, scope, input), ({ value: at }) => {
    if (typeof at !== 'string') return fail(`Cannot index ${typeOf(value)} with ${typeOf(at)}`)
    const part = indexValue(value, at)
    const own = name === undefined ? scope : scope.withVariable(name, part)
    return flatMap(pattern ? match(interpreter, pattern, part, own, input) : [own], (bound) =>
      matchEntries(interpreter, rest, value, bound, input),
    )
  })
}
