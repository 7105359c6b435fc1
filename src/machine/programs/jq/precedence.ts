import type { Node } from './syntax.ts'

interface Level {
  operators: readonly string[]
  /** The level of the right side, counted from this one: 0 associates to the right. */
  right: -1 | 0 | 1
  /** Whether `a - b - c` may follow: to the left. */
  chains: boolean
  node(operator: string, left: Node, right: Node): Node
}

const pair =
  (kind: 'comma' | 'alternative' | 'or' | 'and'): Level['node'] =>
  (_operator, left, right) => ({ kind, left, right })

const operate: Level['node'] = (operator, left, right) => ({ kind: 'operate', operator, left, right })
const assign: Level['node'] = (operator, left, right) => ({ kind: 'assign', operator, left, right })

/** jq's binary operators, those that bind least first; the pipe stands below them all. */
export const levels: readonly Level[] = [
  { operators: [','], right: 1, chains: true, node: pair('comma') },
  { operators: ['//'], right: 0, chains: false, node: pair('alternative') },
  {
    operators: ['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='],
    right: -1,
    chains: false,
    node: assign,
  },
  { operators: ['or'], right: 1, chains: true, node: pair('or') },
  { operators: ['and'], right: 1, chains: true, node: pair('and') },
  { operators: ['==', '!=', '<', '<=', '>', '>='], right: 1, chains: false, node: operate },
  { operators: ['+', '-'], right: 1, chains: true, node: operate },
  { operators: ['*', '/', '%'], right: 1, chains: true, node: operate },
]

/** An object's values end at a comma. */
export const aboveComma = 1
