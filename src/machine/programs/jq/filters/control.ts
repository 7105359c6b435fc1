import type { Interpreter } from '../interpreter.ts'
import { flatMap, plain, plainOf, tick, type Item, type Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { NodeOf } from '../syntax.ts'
import { fail, isTrue, JqError } from '../values.ts'
import type { Filter } from './filter.ts'

export const conditional: Filter<'if'> = (interpreter, node, scope, input) =>
  branchesFrom(interpreter, node, scope, input, 0)

const branchesFrom = (
  interpreter: Interpreter,
  node: NodeOf<'if'>,
  scope: Scope,
  input: Item,
  at: number,
): Results => {
  const branch = node.branches[at]
  if (!branch) return node.otherwise ? interpreter.run(node.otherwise, scope, input) : [input]
  return flatMap(interpreter.run(branch.when, scope, plainOf(input)), ({ value }) =>
    isTrue(value)
      ? interpreter.run(branch.body, scope, input)
      : branchesFrom(interpreter, node, scope, input, at + 1),
  )
}

/** Only what the body itself throws is caught, not what comes from whoever uses its results. */
export const tryCatch: Filter<'try'> = function* (interpreter, { body, handler }, scope, input) {
  let results: Iterator<Item | typeof tick, void> | undefined
  for (;;) {
    let next: IteratorResult<Item | typeof tick, void>
    try {
      results ??= interpreter.run(body, scope, input)[Symbol.iterator]()
      next = results.next()
    } catch (error) {
      if (!(error instanceof JqError)) throw error
      if (error.value === '__break__') return
      if (handler) yield* interpreter.run(handler, scope, plain(error.value))
      return
    }
    if (next.done) return
    yield next.value
  }
}

/** On its way from a `break` to the label. */
export class Break extends Error {
  constructor(readonly label: symbol) {
    super('break')
  }
}

export const label: Filter<'label'> = function* (interpreter, { name, body }, scope, input) {
  const own = Symbol(name)
  try {
    yield* interpreter.run(body, scope.with(`*${name}`, { label: own }), input)
  } catch (error) {
    if (!(error instanceof Break) || error.label !== own) throw error
  }
}

export const breakOut: Filter<'break'> = (_interpreter, { name }, scope) => {
  const target = scope.find(`*${name}`)
  if (!target || !('label' in target)) return fail(`$*label-${name} is not defined`)
  throw new Break(target.label)
}
