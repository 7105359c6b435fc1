import type { Member, Shape, StructureShape } from '../../model/index.ts'

/** The least that a client takes for an operation: plain values for what is required. */
export function requiredInput(structure: StructureShape | undefined): Record<string, unknown> {
  const members = structure?.members.filter(({ required, traits }) => required || traits.httpLabel) ?? []
  return Object.fromEntries(members.map((member) => [member.name, valueOf(member)]))
}

function valueOf({ name, shape, enum: values }: Member): unknown {
  if (values && shape.type === 'string') return values[0]
  return name === 'QueueUrl' ? 'https://sqs.eu-west-1.amazonaws.com/123456789012/queue' : ofShape(shape)
}

function ofShape(shape: Shape): unknown {
  switch (shape.type) {
    case 'structure':
      return requiredInput(shape)
    case 'union': {
      const [first] = shape.members
      return first ? { [first.name]: valueOf(first) } : {}
    }
    case 'list':
      return [valueOf(shape.member)]
    case 'map':
      return { key: valueOf(shape.value) }
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'timestamp':
      return new Date('2026-09-23T10:15:00Z')
    case 'blob':
      return Uint8Array.of(1)
    default:
      return 'plain-value-of-it'
  }
}
