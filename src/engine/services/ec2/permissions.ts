import { AwsError } from '../../kernel/index.ts'
import { invalidParameter } from './errors.ts'

/** Who else may use a snapshot or an image: an account, or everybody. */
export interface Permission {
  UserId?: string | undefined
  Group?: 'all' | undefined
}

/** How requests say it: as lists to add and to remove, or as one operation with users and groups. */
export interface PermissionRequest {
  OperationType?: string | undefined
  UserIds?: readonly string[] | undefined
  groups?: readonly string[] | undefined
  /** What is said of whom nobody is. */
  refuse?: ((permission: Permission) => AwsError) | undefined
  modifications?: { Add?: Permission[] | undefined; Remove?: Permission[] | undefined } | undefined
}

export const changePermissions = (
  before: readonly Permission[],
  { OperationType, UserIds = [], groups = [], modifications = {}, refuse = noSuchUser }: PermissionRequest,
): { after: Permission[]; added: Permission[] } => {
  const named: Permission[] = [
    ...groups.map((Group) => ({ Group: Group as 'all' })),
    ...UserIds.map((UserId) => ({ UserId })),
  ]
  if (named.length > 0 && OperationType !== 'add' && OperationType !== 'remove')
    throw invalidParameter(`Value (${OperationType ?? ''}) for parameter operationType is invalid.`)
  const added = [...(modifications.Add ?? []), ...(OperationType === 'add' ? named : [])]
  const removed = [...(modifications.Remove ?? []), ...(OperationType === 'remove' ? named : [])]
  for (const permission of [...added, ...removed]) if (!isSomebody(permission)) throw refuse(permission)
  const gone = new Set(removed.map(keyOf))
  const after = new Map([...before, ...added].map((each) => [keyOf(each), each]))
  return { after: [...after].flatMap(([key, each]) => (gone.has(key) ? [] : each)), added }
}

export const isForAll = (permissions: readonly Permission[]) =>
  permissions.some(({ Group }) => Group === 'all')

const keyOf = ({ UserId, Group }: Permission) => UserId ?? `group ${Group}`

const isSomebody = ({ UserId, Group }: Permission) =>
  (Group === undefined || Group === 'all') && (UserId === undefined || /^\d{12}$/.test(UserId))

const noSuchUser = ({ UserId, Group }: Permission) =>
  UserId === undefined
    ? invalidParameter(`Invalid value '${String(Group)}' for group. Expected: 'all'.`)
    : invalidParameter(`Invalid user id: "${UserId}"`)

/** Images say it in a dialect of their own. */
export const noSuchLauncher = ({ UserId, Group }: Permission) =>
  new AwsError(
    'InvalidAMIAttributeItemValue',
    `Invalid attribute item value "${UserId ?? String(Group)}" for ${UserId === undefined ? 'userGroup' : 'userId'} item type.`,
  )
