import type { Interpreter } from '../interpreter.ts'
import { flatMap, lastOf, plain, plainOf, tick, type Item, type Results, type Ticking } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { NodeOf } from '../syntax.ts'
import { match } from './bind.ts'
import type { Filter } from './filter.ts'

/** The scope of each round: the source's values, bound to the pattern's names. */
const rounds = (
  interpreter: Interpreter,
  { source, pattern }: NodeOf<'reduce' | 'foreach'>,
  scope: Scope,
  input: Item,
): Ticking<Scope> =>
  flatMap(interpreter.run(source, scope, input), ({ value }) =>
    match(interpreter, pattern, value, scope, input),
  )

export const reduce: Filter<'reduce'> = (interpreter, node, scope, input) =>
  flatMap(interpreter.run(node.start, scope, input), function* (start): Results {
    let state = start
    for (const bound of rounds(interpreter, node, scope, plainOf(input))) {
      if (bound === tick) yield tick
      else state = (yield* lastOf(interpreter.run(node.update, bound, state))) ?? plain(null)
    }
    yield state
  })

export const foreach: Filter<'foreach'> = (interpreter, node, scope, input) =>
  flatMap(interpreter.run(node.start, scope, input), (start) => {
    let state = start
    return flatMap(rounds(interpreter, node, scope, plainOf(input)), (bound) =>
      flatMap(interpreter.run(node.update, bound, state), (next) => {
        state = next
        return node.extract ? interpreter.run(node.extract, bound, next) : [next]
      }),
    )
  })
