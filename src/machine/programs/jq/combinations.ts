import type { Interpreter } from './interpreter.ts'
import { flatMap, plain, type Item, type Ticking } from './results.ts'
import type { Scope } from './scope.ts'
import type { Node } from './syntax.ts'
import type { Json } from './values.ts'

/** The values of several filters, each with each of the others': the first is the outermost loop. */
export const combinations = (
  interpreter: Interpreter,
  nodes: readonly Node[],
  scope: Scope,
  input: Item,
  values: readonly Json[] = [],
): Ticking<readonly Json[]> => {
  const next = nodes[values.length]
  if (!next) return [values]
  return flatMap(interpreter.run(next, scope, plain(input.value)), ({ value }) =>
    combinations(interpreter, nodes, scope, input, [...values, value]),
  )
}
