import type { Statement, SyntaxNode } from 'unbash'

/** Where `!(…)` and the like need no `shopt -s extglob`. */
const elsewhere: ReadonlySet<string> = new Set(['TestCommand', 'ParameterExpansion', 'ArithmeticExpansion'])

/** Where a statement first has an extended pattern that is a syntax error while extglob is off. */
export const firstExtendedGlob = (statement: Statement): number | undefined => search(statement)

const search = (node: unknown): number | undefined => {
  if (Array.isArray(node)) {
    for (const inner of node) {
      const found = search(inner)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (typeof node !== 'object' || node === null) return undefined
  const { type, pos } = node as SyntaxNode
  if (elsewhere.has(type)) return undefined
  if ((type as string) === 'ExtendedGlob') return pos
  // A word's parts are made when they are asked for, and are not among its own values.
  return search([...Object.values(node), 'parts' in node ? node.parts : undefined])
}
