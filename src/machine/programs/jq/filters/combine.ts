import { failOn } from '../errors.ts'
import type { Interpreter } from '../interpreter.ts'
import { applyOperator } from '../operators.ts'
import { flatMap, plain, plainOf, tick, type Item, type Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { NodeOf } from '../syntax.ts'
import { isTrue, JqError } from '../values.ts'
import type { Filter } from './filter.ts'

export const pipe: Filter<'pipe'> = (interpreter, node, scope, input) =>
  flatMap(interpreter.run(node.left, scope, input), (item) => interpreter.run(node.right, scope, item))

export const comma: Filter<'comma'> = function* (interpreter, node, scope, input) {
  yield* interpreter.run(node.left, scope, input)
  yield* interpreter.run(node.right, scope, input)
}

/** The right side counts where the left has not decided. */
const logic = (
  decisive: boolean,
  interpreter: Interpreter,
  node: NodeOf<'and' | 'or'>,
  scope: Scope,
  input: Item,
): Results =>
  flatMap(interpreter.run(node.left, scope, plainOf(input)), (left): Results => {
    if (isTrue(left.value) === decisive) return [plain(decisive)]
    return flatMap(interpreter.run(node.right, scope, plainOf(input)), (right) => [
      plain(isTrue(right.value)),
    ])
  })

export const and: Filter<'and'> = (...run) => logic(false, ...run)
export const or: Filter<'or'> = (...run) => logic(true, ...run)

/** `//`: what is true on the left, errors or not; the right where nothing is. */
export const alternative: Filter<'alternative'> = function* (interpreter, node, scope, input) {
  let any = false
  try {
    for (const item of interpreter.run(node.left, scope, input)) {
      if (item === tick) yield tick
      else if (isTrue(item.value)) {
        any = true
        yield item
      }
    }
  } catch (error) {
    if (!(error instanceof JqError)) throw error
  }
  if (!any) yield* interpreter.run(node.right, scope, input)
}

/** The right side is the outer loop, as in jq itself. */
export const operate: Filter<'operate'> = (interpreter, node, scope, input) =>
  flatMap(interpreter.run(node.right, scope, plainOf(input)), (right) =>
    flatMap(interpreter.run(node.left, scope, plainOf(input)), (left) => [
      plain(applyOperator(node.operator, left.value, right.value)),
    ]),
  )

export const negate: Filter<'negate'> = (interpreter, node, scope, input) =>
  flatMap(interpreter.run(node.of, scope, input), ({ value }) =>
    typeof value === 'number' ? [plain(-value)] : failOn(value, 'cannot be negated'),
  )
