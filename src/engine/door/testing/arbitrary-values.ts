import * as fc from 'fast-check'
import type { Member, Shape, StructureShape } from '../../model/index.ts'

/** Values of any shape of a model, as SDK clients take them as inputs and give them as outputs. */
export function valuesOf(structure: StructureShape, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  const members = structure.members.map((member) => [member.name, ofMember(member, depth)] as const)
  // A payload that is left out arrives as an empty one.
  const needed = structure.members.filter(({ required, traits }) => required || traits.httpPayload)
  const requiredKeys = needed.map(({ name }) => name)
  if (structure.type === 'union')
    return fc.oneof(...members.map(([name, value]) => fc.record({ [name]: value })))
  // An empty structure inside another leaves no trace in a query.
  if (depth > 0 && requiredKeys.length === 0 && members[0]) requiredKeys.push(members[0][0])
  return fc.record(Object.fromEntries(members), { requiredKeys })
}

function ofMember(member: Member, depth: number): fc.Arbitrary<unknown> {
  const { traits, enum: values, shape, constraint = {} } = member
  if (constraint.range) {
    const [min, max] = constraint.range
    return fc.integer({ min, max: Math.min(max, 2 ** 31) })
  }
  if (values && shape.type === 'string') return fc.constantFrom(...values)
  if (shape.type === 'string') {
    const [min, max] = constraint.length ?? [1, 20]
    const lengths = { minLength: Math.max(1, min), maxLength: Math.min(max, Math.max(20, min)) }
    // HTTP allows headers and paths less than bodies, and takes the blanks at their ends away.
    if (traits.httpHeader || traits.httpLabel || constraint.pattern)
      return plainText(constraint.pattern, lengths)
    return text(lengths)
  }
  return ofShape(shape, depth)
}

function ofShape(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  const fewer = depth > 3 ? 0 : 2
  switch (shape.type) {
    case 'structure':
    case 'union':
      return valuesOf(shape, depth + 1)
    case 'list':
      return fc.array(ofMember(shape.member, depth + 1), { minLength: 1, maxLength: Math.max(1, fewer) })
    case 'map':
      return fc.dictionary(text(), ofMember(shape.value, depth + 1), {
        minKeys: 1,
        maxKeys: Math.max(1, fewer),
      })
    case 'number':
      return fc.integer()
    case 'boolean':
      return fc.boolean()
    case 'timestamp':
      return fc.date({ min: new Date('1971-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    case 'blob':
      return fc.uint8Array({ minLength: 1, maxLength: 40 })
    default:
      return text()
  }
}

type Lengths = { minLength: number; maxLength: number }

const fits = (value: string, { minLength, maxLength }: Lengths) =>
  value.length >= minLength && value.length <= maxLength

const plainText = (pattern = '[a-zA-Z0-9+/=]{1,20}', lengths: Lengths) =>
  fc
    .stringMatching(new RegExp(`^(?:${pattern})$`), { size: '+1' })
    .filter((value) => fits(value, lengths) && /^\S+$/.test(value))

// Control characters and lone surrogates have no way through XML. Not empty: SDK clients leave that out of queries.
const text = (lengths: Lengths = { minLength: 1, maxLength: 20 }) =>
  fc
    .string({ unit: 'grapheme', ...lengths })
    // oxlint-disable-next-line no-control-regex
    .filter((value) => !/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/.test(value) && value.trim() === value)
    .filter((value) => fits(value, lengths))
