import { combinations } from '../combinations.ts'
import type { Interpreter, Native } from '../interpreter.ts'
import { update } from '../filters/assign.ts'
import { getPath, pathOf, type Path } from '../paths.ts'
import { firstOf, flatMap, lastOf, plain, tick, type Item, type Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { Node } from '../syntax.ts'
import { fail, JqError, type Json } from '../values.ts'

/** Functions that take filters, or give several results. */
export const resultFunctions: Readonly<Record<string, Native>> = {
  'empty/0': () => [],
  'range/1': (interpreter, [to], scope, input) =>
    range(interpreter, [{ kind: 'literal', value: 0 }, to!], scope, input),
  'range/2': (interpreter, nodes, scope, input) => range(interpreter, nodes, scope, input),
  'range/3': (interpreter, nodes, scope, input) => range(interpreter, nodes, scope, input),
  *'first/1'(interpreter, [filter], scope, input) {
    const first = yield* firstOf(interpreter.run(filter!, scope, input))
    if (first) yield first
  },
  *'last/1'(interpreter, [filter], scope, input) {
    const last = yield* lastOf(interpreter.run(filter!, scope, input))
    if (last) yield last
  },
  'limit/2': (interpreter, [count, filter], scope, input) =>
    flatMap(interpreter.run(count!, scope, input), ({ value }) =>
      limited(interpreter, filter!, scope, input, Number(value)),
    ),
  'skip/2': (interpreter, [count, filter], scope, input) =>
    flatMap(interpreter.run(count!, scope, input), ({ value }) =>
      skipping(interpreter.run(filter!, scope, input), Number(value)),
    ),
  'nth/2': (interpreter, [at, filter], scope, input) =>
    flatMap(interpreter.run(at!, scope, input), function* ({ value }): Results {
      if (Number(value) < 0) fail('Out of bounds negative array index')
      const wanted = yield* firstOf(skipping(interpreter.run(filter!, scope, input), Number(value)))
      if (wanted) yield wanted
    }),
  *'isempty/1'(interpreter, [filter], scope, input) {
    yield plain((yield* firstOf(interpreter.run(filter!, scope, input))) === undefined)
  },
  'path/1': (interpreter, [filter], scope, input) =>
    flatMap(interpreter.paths(filter!, scope, input.value), (path) => [plain([...path])]),
  'getpath/1': (interpreter, [where], scope, input) =>
    flatMap(interpreter.run(where!, scope, plain(input.value)), ({ value }) => {
      const to = pathOf(value)
      return [{ value: valueAt(input, to), path: input.path && [...input.path, ...to] }]
    }),
  '_modify/2': (interpreter, [left, right], scope, input) =>
    update(interpreter, left!, right!, scope, input.value),
}

function* limited(interpreter: Interpreter, node: Node, scope: Scope, input: Item, most: number): Results {
  if (most <= 0) return
  let count = 0
  for (const item of interpreter.run(node, scope, input)) {
    yield item
    if (item !== tick && ++count >= most) return
  }
}

function* skipping(results: Results, count: number): Results {
  let left = count
  for (const item of results) if (item === tick || left-- <= 0) yield item
}

/** Where paths are wanted, a path that leads nowhere is one too. */
const valueAt = (input: Item, path: Path): Json => {
  try {
    return getPath(input.value, path)
  } catch (error) {
    if (!(error instanceof JqError) || input.path === undefined) throw error
    return null
  }
}

const range = (interpreter: Interpreter, nodes: readonly Node[], scope: Scope, input: Item): Results =>
  flatMap(combinations(interpreter, nodes, scope, input), function* (args): Results {
    if (args.some((arg) => typeof arg !== 'number')) fail('Range bounds must be numeric')
    const [from, to, by = 1] = args as number[]
    if (by === 0 || Number.isNaN(by)) return
    let count = 0
    for (let value = from!; by > 0 ? value < to! : value > to!; value += by) {
      yield plain(value)
      if (++count % 5000 === 0) yield tick
    }
  })
