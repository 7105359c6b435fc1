import type { Member, StructureShape } from '../../model/index.ts'
import { scalarFromText } from './scalars.ts'
import type { Fields } from './codec.ts'

/** How one of the two query protocols spells parameters, and what it says of those it cannot use. */
export interface QueryDialect {
  /** EC2 leaves the word between a list's name and the index out: `Tag.1.Key`, not `Tag.member.1.Key`. */
  readonly flatLists: boolean
  membersByName(structure: StructureShape): ReadonlyMap<string, Member>
  unknown(parameter: string): void
  malformed(parameter: string, value: string, member: Member): never
}

/** A place in the input that at least one parameter names. */
interface Slot {
  readonly member: Member
  parameter?: string
  text?: string
  readonly named: Map<Member, Slot>
  readonly numbered: Map<number, Slot>
}

const longestPath = 64
const index = /^\d{1,9}$/

/** Builds a structure out of parameters like `BlockDeviceMapping.1.Ebs.VolumeSize=8`. */
export function queryInput(
  input: StructureShape,
  parameters: Iterable<[name: string, value: string]>,
  dialect: QueryDialect,
): Fields {
  const root = slotFor({ name: '', shape: input, traits: {}, required: true })
  for (const [name, value] of parameters) {
    const path = name.split('.')
    const slot = path.length > longestPath ? undefined : find(root, path, 0, value, dialect)
    if (!slot) dialect.unknown(name)
    else {
      slot.parameter = name
      slot.text = value
    }
  }
  return valueOf(root, dialect) as Fields
}

function slotFor(member: Member): Slot {
  return { member, named: new Map(), numbered: new Map() }
}

/** Follows a parameter's name through the shapes. Undefined where the name leads nowhere. */
function find(slot: Slot, path: string[], at: number, text: string, dialect: QueryDialect): Slot | undefined {
  const { shape, traits } = slot.member
  const flat = dialect.flatLists || traits.xmlFlattened === 1
  switch (shape.type) {
    case 'structure':
    case 'union': {
      const member = dialect.membersByName(shape).get(path[at] ?? '')
      return member && find(named(slot, member), path, at + 1, text, dialect)
    }
    case 'list': {
      // `Names=` says that the list is there and empty.
      if (at === path.length) return text === '' && !dialect.flatLists ? slot : undefined
      const start = flat ? at : at + 1
      if (!flat && path[at] !== (shape.member.traits.xmlName ?? 'member')) return undefined
      const element = numbered(slot, shape.member, path[start])
      return element && find(element, path, start + 1, text, dialect)
    }
    case 'map': {
      const start = flat ? at : at + 1
      if (!flat && path[at] !== 'entry') return undefined
      const entry = numbered(slot, shape.value, path[start])
      const part = [shape.key, shape.value].find(
        (side) => path[start + 1] === (side.traits.xmlName ?? side.name),
      )
      return entry && part && find(named(entry, part), path, start + 2, text, dialect)
    }
    default:
      return at === path.length ? slot : undefined
  }
}

function named(slot: Slot, member: Member): Slot {
  const known = slot.named.get(member) ?? slotFor(member)
  slot.named.set(member, known)
  return known
}

function numbered(slot: Slot, member: Member, position: string | undefined): Slot | undefined {
  if (position === undefined || !index.test(position)) return undefined
  const number = Number(position)
  const known = slot.numbered.get(number) ?? slotFor(member)
  slot.numbered.set(number, known)
  return known
}

function valueOf(slot: Slot, dialect: QueryDialect): unknown {
  const { shape } = slot.member
  switch (shape.type) {
    case 'structure':
    case 'union': {
      const fields: Fields = {}
      for (const [member, inner] of slot.named) {
        const value = valueOf(inner, dialect)
        if (value !== undefined) fields[member.name] = value
      }
      return fields
    }
    case 'list':
      return inOrder(slot).map((element) => valueOf(element, dialect))
    case 'map': {
      const entries = inOrder(slot).map((entry) => {
        const key = entry.named.get(shape.key)
        const value = entry.named.get(shape.value)
        return [key?.text ?? '', value && valueOf(value, dialect)] as const
      })
      return Object.fromEntries(entries)
    }
    default: {
      // Only a parameter that leads nowhere came by here: `DurationSeconds.x=1`.
      if (slot.text === undefined) return undefined
      const value = scalarFromText(shape, slot.text, 'dateTime')
      return value === undefined ? dialect.malformed(slot.parameter!, slot.text, slot.member) : value
    }
  }
}

/** Indexes need not be dense, nor come in order. */
function inOrder(slot: Slot): Slot[] {
  return [...slot.numbered].sort(([a], [b]) => a - b).map(([, element]) => element)
}
