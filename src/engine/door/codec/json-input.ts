import { AwsError } from '../../kernel/aws-error.ts'
import type { Member, Shape, StructureShape } from '../../model/index.ts'
import type { Fields } from './codec.ts'
import { fromBase64 } from './base64.ts'
import { parseTimestamp } from './timestamps.ts'

const deepest = 100

/** Words of AWS's own JSON reader, as DynamoDB answers them. */
const serialization = (message: string) => new AwsError('SerializationException', message)

export function parseJson(text: string): Fields {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw serialization('')
  }
  if (!isObject(value)) throw serialization('Start of structure or map found where not expected.')
  return value
}

/** The members of a structure that a JSON object has; what the shape does not know is ignored, as AWS does. */
export function jsonInput(structure: StructureShape, value: Fields, depth = 0): Fields {
  if (depth > deepest) throw serialization('Nesting levels have exceeded supported limits')
  const fields: Fields = {}
  for (const member of structure.members) {
    const name = member.traits.jsonName ?? member.name
    const field = Object.hasOwn(value, name) ? value[name] : undefined
    if (field !== undefined && field !== null) fields[member.name] = jsonValue(member, field, depth + 1)
  }
  return fields
}

export function jsonValue(member: Member, value: unknown, depth = 0): unknown {
  const { shape } = member
  switch (shape.type) {
    case 'structure':
    case 'union':
      return isObject(value) ? jsonInput(shape, value, depth) : mismatch(shape, value)
    case 'list':
      if (!Array.isArray(value)) return mismatch(shape, value)
      return value.map((item) => item && jsonValue(shape.member, item, depth + 1))
    case 'map': {
      if (!isObject(value)) return mismatch(shape, value)
      const entries = Object.entries(value).filter(([, entry]) => entry !== null)
      return Object.fromEntries(
        entries.map(([key, entry]) => [key, jsonValue(shape.value, entry, depth + 1)]),
      )
    }
    case 'document':
      return value
    default:
      return jsonScalar(shape, value) ?? mismatch(shape, value)
  }
}

function jsonScalar(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'number':
      return typeof value === 'number' ? value : infinite(value)
    case 'bigInteger':
      return Number.isInteger(value) ? BigInt(value as number) : undefined
    case 'timestamp':
      if (typeof value === 'number') return parseTimestamp(value.toFixed(3), 'epochSeconds')
      return typeof value === 'string' ? parseTimestamp(value, shape.format ?? 'dateTime') : undefined
    case 'blob':
      return typeof value === 'string' ? fromBase64(value) : undefined
    default:
      return value
  }
}

const infinite = (value: unknown) =>
  value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined

function mismatch(shape: Shape, value: unknown): never {
  if (isObject(value)) throw serialization('Start of structure or map found where not expected.')
  if (Array.isArray(value)) throw serialization('Start of list found where not expected')
  const wanted = { list: 'List', structure: 'Structure', union: 'Structure', map: 'Map' }[
    shape.type as string
  ]
  if (wanted) throw serialization('Unexpected field type')
  throw serialization(`${kindOf(value)} cannot be converted to ${nameOf(shape)}`)
}

function kindOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  if (typeof value === 'string') return 'STRING_VALUE'
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
}

const nameOf = ({ type }: Shape) =>
  ({ number: 'Integer', timestamp: 'Timestamp', blob: 'Blob', boolean: 'Boolean' })[type as string] ??
  'String'

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
