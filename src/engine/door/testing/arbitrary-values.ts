import * as fc from 'fast-check'
import type { Member, Shape, StructureShape } from '../../model/index.ts'

/** Values of any shape of a model, as SDK clients take them as inputs and give them as outputs. */
export function valuesOf(structure: StructureShape, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  const members = membersAt(structure, depth).map((member) => [member.name, ofMember(member, depth)] as const)
  // A payload that is left out arrives as an empty one.
  const needed = membersAt(structure, depth).filter(({ required, traits }) => required || traits.httpPayload)
  const requiredKeys = needed.map(({ name }) => name)
  if (structure.type === 'union')
    return fc.oneof(...members.map(([name, value]) => fc.record({ [name]: value })))
  // An empty structure inside another leaves no trace in a query.
  if (depth > 0 && requiredKeys.length === 0 && members[0]) requiredKeys.push(members[0][0])
  return fc.record(Object.fromEntries(members), { requiredKeys })
}

const deepest = 4

/** Far down, what contains nothing more: some shapes contain themselves. */
function membersAt({ members }: StructureShape, depth: number): readonly Member[] {
  if (depth <= deepest) return members
  const leaves = members.filter(({ shape, required }) => required || isLeaf(shape))
  return leaves.length > 0 ? leaves : members.slice(0, 1)
}

function isLeaf(shape: Shape): boolean {
  if (shape.type === 'list') return isLeaf(shape.member.shape)
  return shape.type !== 'structure' && shape.type !== 'union' && shape.type !== 'map'
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
  if (
    traits.httpHeader &&
    shape.type === 'list' &&
    shape.member.shape.type === 'string' &&
    !shape.member.enum
  )
    return fc.array(headerText, { minLength: 1, maxLength: 2 })
  // A map of headers, named by its keys.
  if (traits.httpPrefixHeaders !== undefined)
    return fc.dictionary(headerName, plainText(undefined, { minLength: 1, maxLength: 20 }), {
      minKeys: 1,
      maxKeys: 2,
    })
  if (traits.httpResponseCode) return fc.integer({ min: 200, max: 299 })
  // HTTP's own dates have no milliseconds.
  if (traits.httpHeader && shape.type === 'timestamp') return wholeSeconds
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
      // Clients lose a key that every object has.
      return fc.dictionary(
        text().filter((key) => !(key in {})),
        ofMember(shape.value, depth + 1),
        {
          minKeys: 1,
          maxKeys: Math.max(1, fewer),
        },
      )
    case 'number':
      return fc.integer()
    case 'boolean':
      return fc.boolean()
    case 'timestamp':
      return shape.format === 'httpDate' ? wholeSeconds : dates
    case 'blob':
      return fc.uint8Array({ minLength: 1, maxLength: 40 })
    default:
      return text()
  }
}

const dates = fc.date({ min: new Date('1971-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
const headerText = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
  .filter((value) => value.trim() === value)
const headerName = fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/)
const wholeSeconds = dates.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000))

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
