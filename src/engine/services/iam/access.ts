import { whoIs } from '../../identity/index.ts'
import type { AccessContext, AccessRule } from '../../kernel/index.ts'

type Input = Readonly<Record<string, unknown>>

/** The records behind the member that names what an operation is about, and its type in an ARN. */
const subjects = [
  ['InstanceProfileName', 'iam.instance-profile', 'instance-profile'],
  ['GroupName', 'iam.group', 'group'],
  ['RoleName', 'iam.role', 'role'],
  ['UserName', 'iam.user', 'user'],
] as const

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const iamAccesses: AccessRule = (operation, input, context) => [
  {
    action: `iam:${operation}`,
    ...targetOf(operation, withCaller(operation, input as Input, context), context),
  },
  ...passedBy(operation, input as Input, context),
]

/** These are about the caller itself where they name nobody. */
const aboutOneself = ['GetUser', 'CreateAccessKey', 'ListAccessKeys', 'UpdateAccessKey', 'DeleteAccessKey']

const withCaller = (operation: string, input: Input, { principal }: AccessContext): Input => {
  const who = whoIs(principal)
  const own = input['UserName'] === undefined && aboutOneself.includes(operation)
  return own && who.type === 'User' ? { ...input, UserName: who.name } : input
}

const targetOf = (operation: string, input: Input, context: AccessContext) => {
  const { account, tx } = context
  const { PolicyArn, PolicySourceArn, PolicyName, Path = '/' } = input
  for (const [member, kind, type] of subjects) {
    const name = input[member]
    if (typeof name !== 'string') continue
    const known = tx.in('global').get(kind, name)
    return {
      resource: known?.Arn ?? `arn:aws:iam::${account}:${type}${String(Path)}${name}`,
      context: {
        ...(typeof PolicyArn === 'string' && { 'iam:policyarn': PolicyArn }),
        ...(typeof input['PermissionsBoundary'] === 'string' && {
          'iam:permissionsboundary': input['PermissionsBoundary'],
        }),
      },
    }
  }
  if (typeof PolicyArn === 'string') return { resource: PolicyArn }
  if (typeof PolicySourceArn === 'string') return { resource: PolicySourceArn }
  if (operation === 'CreatePolicy')
    return { resource: `arn:aws:iam::${account}:policy${String(Path)}${String(PolicyName)}` }
  return { resource: ofList(operation, context) }
}

const listed: Readonly<Record<string, string>> = {
  ListGroups: 'group/',
  ListInstanceProfiles: 'instance-profile/',
  ListPolicies: 'policy path /',
  ListRoles: 'role/',
  ListUsers: 'user/',
}

const ofList = (operation: string, { account }: AccessContext): string =>
  Object.hasOwn(listed, operation) ? `arn:aws:iam::${account}:${listed[operation]}` : '*'

/** Who puts a role into a profile passes it on. */
const passedBy = (operation: string, { RoleName }: Input, { account, tx }: AccessContext) =>
  operation === 'AddRoleToInstanceProfile'
    ? [
        {
          action: 'iam:PassRole',
          resource:
            tx.in('global').get('iam.role', String(RoleName))?.Arn ??
            `arn:aws:iam::${account}:role/${String(RoleName)}`,
        },
      ]
    : []
