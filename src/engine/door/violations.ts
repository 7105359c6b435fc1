import type { Constraint, Member, StructureShape } from '../model/index.ts'
import type { Fields } from './codec/index.ts'

const most = 100

/** What AWS's validator says of each member that breaks the model, in its own words. */
export function violations(input: StructureShape, value: Fields): string[] {
  const found: string[] = []
  ofStructure(input, value, '', found)
  return found.slice(0, most)
}

function ofStructure(structure: StructureShape, value: Fields, prefix: string, found: string[]): void {
  for (const member of structure.members) {
    if (found.length >= most) return
    ofMember(member, value[member.name], prefix + lowerFirst(member.name), found)
  }
}

function ofMember(member: Member, value: unknown, path: string, found: string[]): void {
  const complain = (must: string) =>
    found.push(`Value ${shown(value)} at '${path}' failed to satisfy constraint: ${must}`)
  if (value === undefined || value === null) {
    if (member.required || value === null) complain('Member must not be null')
    return
  }
  for (const must of broken(member, value)) complain(must)
  const { shape } = member
  if (shape.type === 'structure' || shape.type === 'union')
    ofStructure(shape, value as Fields, `${path}.`, found)
  else if (shape.type === 'list') {
    const items = value as unknown[]
    for (let at = 0; at < items.length && found.length < most; at++) {
      ofMember(shape.member, items[at], `${path}.${at + 1}.member`, found)
    }
  } else if (shape.type === 'map') {
    for (const [key, entry] of Object.entries(value as Fields)) {
      if (found.length < most) ofMember(shape.value, entry, `${path}.${key}.member`, found)
    }
  }
}

function* broken({ shape, constraint = {}, enum: values }: Member, value: unknown): Generator<string> {
  if (constraint.range) yield* outside('value', value as number, constraint.range)
  if (constraint.length) yield* outside('length', sizeOf(value), constraint.length)
  if (constraint.pattern && !patternOf(constraint).test(value as string)) {
    yield `Member must satisfy regular expression pattern: ${constraint.pattern}`
  }
  if (shape.type === 'string' && values && !constraint.openEnum && !values.includes(value as string)) {
    yield `Member must satisfy enum value set: [${values.join(', ')}]`
  }
}

function* outside(what: string, size: number, [min, max]: readonly [number, number]): Generator<string> {
  if (size > max) yield `Member must have ${what} less than or equal to ${max}`
  if (size < min) yield `Member must have ${what} greater than or equal to ${min}`
}

const sizeOf = (value: unknown) =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(value as Fields).length

const patterns = new WeakMap<Constraint, RegExp>()

function patternOf(constraint: Constraint): RegExp {
  const pattern = patterns.get(constraint) ?? new RegExp(`^(?:${constraint.pattern})$`)
  patterns.set(constraint, pattern)
  return pattern
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (Array.isArray(value)) return `'[${value.map(String).join(', ').slice(0, 500)}]'`
  return `'${String(value).slice(0, 500)}'`
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
