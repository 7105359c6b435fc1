import type { Unit } from '../unit-file/unit.ts'

type Ordered = Pick<Unit, 'name' | 'after' | 'before' | 'pulls'>

const saysAfter = (a: Ordered, b: Ordered): boolean => a.after.has(b.name) || b.before.has(a.name)

/** Whether `a` is started after `b`. */
export const isAfter = (a: Ordered, b: Ordered): boolean =>
  saysAfter(a, b) || (a.pulls.has(b.name) && !saysAfter(b, a))

/**
 * Finds a circle in the order of units that are to be started together. systemd breaks one by leaving a unit
 * out. @returns the circle's names, each after the next; undefined when there is none.
 */
export function orderingCycle(units: ReadonlyMap<string, Ordered>): string[] | undefined {
  const state = new Map<string, 'open' | 'done'>()
  const earlier = orderedAfter(units)
  for (const start of units.keys()) {
    const cycle = visit(start, earlier, state, [])
    if (cycle) return cycle
  }
  return undefined
}

function orderedAfter(units: ReadonlyMap<string, Ordered>): Map<string, string[]> {
  const earlier = new Map<string, string[]>([...units.keys()].map((name) => [name, []]))
  for (const unit of units.values()) {
    for (const name of [...unit.after, ...unit.pulls]) {
      const other = units.get(name)
      if (other && isAfter(unit, other)) earlier.get(unit.name)!.push(name)
    }
    for (const name of unit.before) earlier.get(name)?.push(unit.name)
  }
  return earlier
}

function visit(
  name: string,
  earlier: ReadonlyMap<string, readonly string[]>,
  state: Map<string, 'open' | 'done'>,
  path: string[],
): string[] | undefined {
  if (state.get(name) === 'done') return undefined
  if (state.get(name) === 'open') return path.slice(path.indexOf(name))
  state.set(name, 'open')
  path.push(name)
  for (const next of earlier.get(name) ?? []) {
    const cycle = visit(next, earlier, state, path)
    if (cycle) return cycle
  }
  path.pop()
  state.set(name, 'done')
  return undefined
}
