import type { Interpreter } from '../interpreter.ts'
import type { Item, Results } from '../results.ts'
import type { Scope } from '../scope.ts'
import type { Node, NodeOf } from '../syntax.ts'

/** How one kind of filter gives its results. */
export type Filter<Kind extends Node['kind']> = (
  interpreter: Interpreter,
  node: NodeOf<Kind>,
  scope: Scope,
  input: Item,
) => Results
