import type { Member, StructureShape } from '../../model/index.ts'
import type { Fields } from './codec.ts'
import { scalarToText } from './scalars.ts'

/** A structure as JSON.stringify takes it, by the names on the wire. */
export function jsonOutput(members: readonly Member[], value: Fields): Fields {
  const fields: Fields = {}
  for (const member of members) {
    const field = value[member.name]
    if (field !== undefined && field !== null)
      fields[member.traits.jsonName ?? member.name] = jsonField(member, field)
  }
  return fields
}

export function jsonField(member: Member, value: unknown): unknown {
  const { shape } = member
  switch (shape.type) {
    case 'structure':
    case 'union':
      return jsonOutput(shape.members, value as Fields)
    case 'list':
      return (value as unknown[]).map((item) => (item === null ? null : jsonField(shape.member, item)))
    case 'map': {
      const entries = Object.entries(value as Fields).filter(([, entry]) => entry !== undefined)
      return Object.fromEntries(entries.map(([key, entry]) => [key, jsonField(shape.value, entry)]))
    }
    case 'document':
      return value
    case 'number':
      return Number.isFinite(value) ? value : scalarToText(shape, value, style)
    case 'boolean':
      if (typeof value === 'boolean') return value
      break
    case 'bigInteger':
    case 'bigDecimal':
      return Number(value)
    case 'timestamp':
      if ((shape.format ?? 'epochSeconds') === 'epochSeconds')
        return Number(scalarToText(shape, value, style))
  }
  return scalarToText(shape, value, style)
}

const style = { dates: 'epochSeconds', millis: false } as const

export const jsonText = (structure: StructureShape | undefined, output: Fields): string =>
  structure ? JSON.stringify(jsonOutput(structure.members, output)) : ''
