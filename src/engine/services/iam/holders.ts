import type { Transaction } from '../../kernel/index.ts'
import { checkIdentityPolicy } from './documents.ts'
import { deleteConflict, notFound, quotaExceeded } from './errors.ts'
import { checkArn, findGroup, findRole, findUser, managedRecord } from './find.ts'
import type { Holder } from './records.ts'

/** Users, groups and roles hold policies alike: their operations come in threes, and do the same. */
const kinds = {
  user: { kind: 'iam.user', find: findUser },
  group: { kind: 'iam.group', find: findGroup },
  role: { kind: 'iam.role', find: findRole },
} as const

export type HolderType = keyof typeof kinds

const mostAttached = 10

const holderOf = (tx: Transaction, type: HolderType, name = ''): Holder => kinds[type].find(tx, name)

const put = (tx: Transaction, type: HolderType, name: string, change: Partial<Holder>) => {
  const { kind } = kinds[type]
  tx.put(kind, name, { ...holderOf(tx, type, name), ...change } as never)
}

export const attach = (tx: Transaction, type: HolderType, name = '', arn = '') => {
  const { attached } = holderOf(tx, type, name)
  mustExist(tx, arn)
  if (attached.includes(arn)) return
  if (attached.length >= mostAttached)
    throw quotaExceeded(`PoliciesPer${type[0]!.toUpperCase()}${type.slice(1)}`, mostAttached)
  put(tx, type, name, { attached: [...attached, arn] })
}

export const mustExist = (tx: Transaction, arn: string) => {
  if (!tx.get('iam.policy', arn) && !managedRecord(checkArn(arn))) throw notFound.attachable(arn)
}

export const detach = (tx: Transaction, type: HolderType, name = '', arn = '') => {
  const { attached } = holderOf(tx, type, name)
  if (!attached.includes(checkArn(arn))) throw notFound.attached(arn)
  put(tx, type, name, { attached: attached.filter((each) => each !== arn) })
}

export const putInline = (
  tx: Transaction,
  type: HolderType,
  name = '',
  policy = '',
  document: string | undefined,
) => {
  const { inline } = holderOf(tx, type, name)
  put(tx, type, name, { inline: { ...inline, [policy]: checkIdentityPolicy(document) } })
}

export const getInline = (tx: Transaction, type: HolderType, name = '', policy = ''): string => {
  const { inline } = holderOf(tx, type, name)
  if (!Object.hasOwn(inline, policy)) throw notFound.inline(type, policy)
  return inline[policy]!
}

export const deleteInline = (tx: Transaction, type: HolderType, name = '', policy = '') => {
  getInline(tx, type, name, policy)
  const { [policy]: _gone, ...inline } = holderOf(tx, type, name).inline
  put(tx, type, name, { inline })
}

export const inlineNames = (tx: Transaction, type: HolderType, name = '') =>
  Object.keys(holderOf(tx, type, name).inline).sort()

export const attachedTo = (tx: Transaction, type: HolderType, name = '') => holderOf(tx, type, name).attached

/** Who is to be deleted must have been stripped of its policies. */
export const mustBeBare = ({ attached, inline }: Holder) => {
  if (attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.')
  if (Object.keys(inline).length > 0)
    throw deleteConflict('Cannot delete entity, must delete policies first.')
}
