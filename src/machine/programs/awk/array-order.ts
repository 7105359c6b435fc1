import { AwkError } from './awk-error.ts'
import type { AwkArray, AwkMachine, Cell } from './machine.ts'
import { InputText, looksNumeric, toNumber } from './values.ts'

type Element = readonly [key: string, value: Cell]
export type ElementOrder = (a: Element, b: Element) => number

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** gawk's names for orders of an array's elements, as in PROCINFO["sorted_in"] and asort's third argument. */
export const elementOrder = (machine: AwkMachine, name: string): ElementOrder => {
  const match = /^@(ind|val)_(str|num|type)_(asc|desc)$/.exec(name)
  if (!match || (match[1] === 'ind' && match[2] === 'type'))
    throw new AwkError(`sort order \`${name}' is not supported`)
  const [, what, kind, direction] = match
  const sign = direction === 'asc' ? 1 : -1
  const text = (cell: Cell): string => (cell instanceof Map ? '' : machine.text(cell))
  const number = (cell: Cell): number => (cell instanceof Map ? Infinity : toNumber(cell))
  const order: ElementOrder =
    what === 'ind'
      ? kind === 'str'
        ? ([a], [b]) => byText(a, b)
        : ([a], [b]) => toNumber(a) - toNumber(b) || byText(a, b)
      : kind === 'str'
        ? ([, a], [, b]) => rank(a, false) - rank(b, false) || byText(text(a), text(b))
        : ([, a], [, b]) =>
            (kind === 'num' ? rank(a, false) - rank(b, false) : rank(a, true) - rank(b, true)) ||
            (kind === 'num' || (rank(a, true) === 0 && rank(b, true) === 0) ? number(a) - number(b) : 0) ||
            byText(text(a), text(b))
  return (a, b) => sign * order(a, b)
}

/** Numbers stand before strings, and strings before arrays. */
const rank = (cell: Cell, types: boolean): number =>
  cell instanceof Map ? 2 : types && !looksNumeric(cell) ? 1 : 0

/** The order of `for (key in array)`: as PROCINFO["sorted_in"] wants it, else as the elements came. */
export const keysInOrder = (machine: AwkMachine, array: AwkArray): string[] => {
  const settings = machine.globals.get('PROCINFO')
  const wanted = settings instanceof Map ? settings.get('sorted_in') : undefined
  if (wanted === undefined || wanted instanceof Map) return [...array.keys()]
  const name = machine.text(wanted)
  if (name === '' || name === '@unsorted') return [...array.keys()]
  return [...array].sort(elementOrder(machine, name)).map(([key]) => key)
}

/** asort and asorti: the sorted values or keys, counted from 1. */
export const sortInto = (
  source: AwkArray,
  target: AwkArray,
  what: 'values' | 'keys',
  order: ElementOrder,
): number => {
  const sorted = [...source].sort(order)
  target.clear()
  for (const [i, [key, value]] of sorted.entries())
    target.set(String(i + 1), what === 'values' ? value : new InputText(key))
  return sorted.length
}
