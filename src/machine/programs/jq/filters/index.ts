import type { Interpreter } from '../interpreter.ts'
import type { Item, Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { Node } from '../syntax.ts'
import { each, identity, index, recurse, slice } from './access.ts'
import { assign } from './assign.ts'
import { bind } from './bind.ts'
import { call, define, variable } from './call.ts'
import { alternative, and, comma, negate, operate, or, pipe } from './combine.ts'
import { array, format, literal, object, text } from './construct.ts'
import { breakOut, conditional, label, tryCatch } from './control.ts'
import type { Filter } from './filter.ts'
import { foreach, reduce } from './fold.ts'

const filters: { readonly [Kind in Node['kind']]: Filter<Kind> } = {
  identity,
  recurse,
  index,
  slice,
  each,
  literal,
  text,
  format,
  array,
  object,
  negate,
  operate,
  pipe,
  comma,
  and,
  or,
  alternative,
  assign,
  if: conditional,
  try: tryCatch,
  label,
  break: breakOut,
  reduce,
  foreach,
  define,
  call,
  variable,
  bind,
}

export const evaluate = <Kind extends Node['kind']>(
  interpreter: Interpreter,
  node: Node & { kind: Kind },
  scope: Scope,
  input: Item,
): Results => (filters[node.kind] as Filter<Node['kind']>)(interpreter, node, scope, input)
