import { isPolicyDocument, listOf, operatorNamed, type StatementDocument } from '../../policy/index.ts'
import { malformedPolicy } from './errors.ts'

const current = '2012-10-17'

const read = (text: string) => {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw malformedPolicy('This policy contains invalid Json')
  }
  if (!isPolicyDocument(document)) throw malformedPolicy('Syntax errors in policy.')
  const statements = listOf(document.Statement)
  const names = statements.flatMap(({ Sid }) => Sid ?? [])
  if (names.some((name) => !/^[0-9A-Za-z]*$/.test(name))) throw malformedPolicy('Syntax errors in policy.')
  if (new Set(names).size < names.length)
    throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.')
  for (const statement of statements) checkConditions(statement)
  return { version: document.Version, statements }
}

const checkConditions = ({ Condition = {} }: StatementDocument) => {
  for (const [operator, keys] of Object.entries(Condition)) {
    if (operator.toLowerCase() !== 'null' && !operatorNamed(operator))
      throw malformedPolicy('Syntax errors in policy.')
    for (const key of Object.keys(keys))
      if (!key.includes(':'))
        throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
  }
}

const checkActions = (actions: readonly string[]) => {
  if (actions.length === 0) throw malformedPolicy('Policy statement must contain actions.')
  for (const action of actions) {
    if (action === '*') continue
    const [vendor, name, ...more] = action.split(':')
    if (name === undefined)
      throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
    if (more.length > 0) throw malformedPolicy('Actions/Condition can contain only one colon.')
    if (!/^[a-zA-Z0-9*?-]+$/.test(vendor!)) throw malformedPolicy(`Vendor ${vendor} is not valid`)
  }
}

const checkResources = (resources: readonly string[]) => {
  if (resources.length === 0) throw malformedPolicy('Policy statement must contain resources.')
  for (const resource of resources) {
    if (resource === '*') continue
    const [arn, partition] = resource.split(':')
    if (arn !== 'arn' || partition === undefined)
      throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`)
    if (!/^(aws|aws-cn|aws-us-gov|\*)$/.test(partition) && !/[*?]/.test(partition))
      throw malformedPolicy(`Partition "${partition}" is not valid for resource "${resource}".`)
  }
}

/** A policy that says what its holder may do. Returns it as it came. */
export const checkIdentityPolicy = (text = ''): string => {
  const { version, statements } = read(text)
  if (version !== current) throw malformedPolicy('Policy document must be version 2012-10-17 or greater.')
  for (const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal } of statements) {
    if (Principal !== undefined || NotPrincipal !== undefined)
      throw malformedPolicy('Policy document should not specify a principal.')
    checkActions(listOf(Action ?? NotAction))
    checkResources(listOf(Resource ?? NotResource))
  }
  return text
}

/** A role's own: who may assume it. */
export const checkTrustPolicy = (text = '', exists: (arn: string) => boolean): string => {
  for (const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal } of read(text).statements) {
    if (Resource !== undefined || NotResource !== undefined)
      throw malformedPolicy('Has prohibited field Resource')
    if (NotPrincipal !== undefined) throw malformedPolicy('Has prohibited field NotPrincipal')
    if (Principal === undefined) throw malformedPolicy('Missing required field Principal')
    const actions = listOf(Action ?? NotAction)
    checkActions(actions)
    if (!actions.every((action) => /^sts:/i.test(action)))
      throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.')
    if (Principal === '*') continue
    for (const [type, names] of Object.entries(Principal))
      for (const name of listOf(names))
        if (!isPrincipal(type, name, exists))
          throw malformedPolicy(`Invalid principal in policy: "${type}":"${name}"`)
  }
  return text
}

const isPrincipal = (type: string, name: string, exists: (arn: string) => boolean): boolean => {
  if (type === 'Service') return /^[a-z0-9.-]+\.(amazonaws\.com|aws\.internal)$/.test(name)
  if (type === 'Federated') return true
  if (type !== 'AWS') return false
  return name === '*' || /^\d{12}$/.test(name) || exists(name)
}
