import type { Interpreter } from '../interpreter.ts'
import { applyOperator } from '../operators.ts'
import { deletePaths, getPath, setPath, type Path } from '../paths.ts'
import { allOf, firstOf, flatMap, plain, plainOf, type Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { Node } from '../syntax.ts'
import { isTrue, type Json } from '../values.ts'
import type { Filter } from './filter.ts'

export const assign: Filter<'assign'> = (interpreter, node, scope, input): Results => {
  const { operator, left, right } = node
  if (operator === '|=') return update(interpreter, left, right, scope, input.value)
  return flatMap(interpreter.run(right, scope, plainOf(input)), function* ({ value }): Results {
    let result = input.value
    for (const path of yield* allOf(interpreter.paths(left, scope, input.value)))
      result = setPath(
        result,
        path,
        operator === '=' ? value : assigned(operator, getPath(result, path), value),
      )
    yield plain(result)
  })
}

/** What `+=`, `//=` and the like put in the place of a value. */
const assigned = (operator: string, old: Json, value: Json): Json => {
  if (operator === '//=') return isTrue(old) ? old : value
  return applyOperator(operator.slice(0, -1), old, value)
}

/** `|=`: the first result takes the place; where there is none, the place goes. */
export function* update(
  interpreter: Interpreter,
  left: Node,
  right: Node,
  scope: Scope,
  input: Json,
): Results {
  let result = input
  const gone: Path[] = []
  for (const path of yield* allOf(interpreter.paths(left, scope, input))) {
    const first = yield* firstOf(interpreter.run(right, scope, plain(getPath(result, path))))
    if (first) result = setPath(result, path, first.value)
    else gone.push(path)
  }
  yield plain(gone.length > 0 ? deletePaths(result, gone) : result)
}
