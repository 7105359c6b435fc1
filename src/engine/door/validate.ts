import { AwsError } from '../kernel/aws-error.ts'
import type { Member, OperationModel, ServiceModel, StructureShape } from '../model/index.ts'
import { ec2Name } from './codec/ec2-name.ts'
import type { Fields } from './codec/index.ts'
import { violations } from './violations.ts'

/** Refuses, in AWS's words, an input that lacks required members or breaks a constraint of the model. */
export function validate(model: ServiceModel, operation: OperationModel, input: Fields): void {
  if (!operation.input) return
  if (model.protocol === 'ec2Query') {
    const missing = missingParameter(operation.input, input, '')
    if (missing) throw new AwsError('MissingParameter', `The request must contain the parameter ${missing}`)
    return
  }
  // S3 has no such stage: each operation says what it misses in words of its own.
  if (model.protocol === 'restXml') return
  const found = violations(operation.input, input)
  if (found.length === 0) return
  const count = `${found.length} validation error${found.length > 1 ? 's' : ''} detected`
  const code = model.protocol === 'awsQuery' ? 'ValidationError' : 'ValidationException'
  throw new AwsError(code, `${count}: ${found.join('; ')}`)
}

/** EC2 names the first parameter it misses, as it is spelt in the query. An empty one counts as missing. */
function missingParameter(structure: StructureShape, value: Fields, prefix: string): string | undefined {
  for (const member of structure.members) {
    const field = value[member.name]
    const name = prefix + ec2Name(member)
    if (member.required && isEmpty(field)) return name
    if (field === undefined || field === null) continue
    const inner = innerStructures(member, field, name)
    for (const [path, shape, fields] of inner) {
      const missing = missingParameter(shape, fields, `${path}.`)
      if (missing) return missing
    }
  }
  return undefined
}

const isEmpty = (field: unknown) =>
  field === undefined || field === null || field === '' || (Array.isArray(field) && field.length === 0)

function innerStructures(member: Member, field: unknown, name: string): [string, StructureShape, Fields][] {
  const { shape } = member
  if (shape.type === 'structure' || shape.type === 'union') return [[name, shape, field as Fields]]
  if (shape.type !== 'list' || !Array.isArray(field)) return []
  return field.flatMap((item, index) => innerStructures(shape.member, item, `${name}.${index + 1}`))
}
