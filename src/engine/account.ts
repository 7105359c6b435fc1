import { newAccessKeyId, newPrincipalId, newSecret } from './kernel/id.ts'
import type { Kernel, Principal, RandomBytes, Transaction } from './kernel/index.ts'
import { rootOf } from './identity/index.ts'

/** Long-lived keys, as IAM gives them to a user. */
export interface AccessKey {
  accessKeyId: string
  secretAccessKey: string
}

export interface AccountRecord {
  accountId: string
  userName: string
  /** Signs the tokens that the engine hands out and gets back. */
  secret: string
}

export interface AccessKeyRecord extends AccessKey {
  principal: Principal
  createDate?: Date
  /** An inactive key is as good as none. */
  status?: 'Active' | 'Inactive'
  /** Of temporary keys. */
  sessionToken?: string
  expires?: Date
}

declare module './kernel/records.ts' {
  interface RecordKinds {
    account: AccountRecord
    'iam.access-key': AccessKeyRecord
  }
}

/** Where the engine notes which account it holds. */
const house = { account: '-', region: 'global' }

const userName = 'admin'

interface NewAccount {
  accountId?: string | undefined
  credentials?: AccessKey | undefined
}

/** The account in storage; at the first start a new one, with an admin who has an access key. */
export const openAccount = async (
  kernel: Kernel,
  random: RandomBytes,
  { accountId: wanted, credentials }: NewAccount,
): Promise<AccountRecord> => {
  const known = kernel.read(house).list('account')[0]
  const accountId = known?.accountId ?? wanted ?? newAccountId(random)
  const scope = { account: accountId, region: 'global' }
  const settled = known && kernel.read(scope).list('iam.user').length > 0
  if (settled && !credentials) return known
  const account = known ?? { accountId, userName, secret: newSecret(random, 32) }
  await kernel.commit(scope, (tx) => {
    const now = new Date(kernel.now())
    const key = adminKeyIn(tx)
    if (!settled) putAdmin(tx, accountId, key?.principal.userId ?? newPrincipalId('AIDA', random), now)
    const given = credentials ?? (settled || key ? undefined : newKey(random))
    if (given)
      tx.put('iam.access-key', given.accessKeyId, { ...given, principal: admin(tx)!, createDate: now })
  })
  if (!known) await kernel.commit(house, (tx) => tx.put('account', accountId, account))
  return account
}

const newKey = (random: RandomBytes): AccessKey => ({
  accessKeyId: newAccessKeyId('AKIA', random),
  secretAccessKey: newSecret(random, 40),
})

/** A user like any other, as whom the console begins. */
const putAdmin = (tx: Transaction, accountId: string, UserId: string, now: Date) =>
  tx.put('iam.user', userName, {
    UserName: userName,
    UserId,
    Path: '/',
    Arn: `arn:aws:iam::${accountId}:user/${userName}`,
    CreateDate: new Date(Math.floor(now.getTime() / 1000) * 1000),
    Tags: [],
    attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    inline: {},
    groups: [],
  })

const admin = (tx: Transaction): Principal | undefined => {
  const user = tx.get('iam.user', userName)
  return user && { accountId: tx.scope.account, arn: user.Arn, userId: user.UserId }
}

const adminKeyIn = (tx: Transaction) =>
  tx
    .list('iam.access-key')
    .find(({ sessionToken, principal }) => !sessionToken && principal.arn.endsWith(`:user/${userName}`))

const globalOf = (kernel: Kernel, accountId: string) => kernel.read({ account: accountId, region: 'global' })

/** The admin user, as whom the console calls; who deletes it goes on as root. */
export const consolePrincipal = (kernel: Kernel, accountId: string): Principal =>
  admin(globalOf(kernel, accountId)) ?? rootOf(accountId)

/** Undefined once the admin's keys have been deleted. */
export const adminKey = (kernel: Kernel, accountId: string): AccessKeyRecord | undefined =>
  adminKeyIn(globalOf(kernel, accountId))

export const accountSecret = (kernel: Kernel): string => kernel.read(house).list('account')[0]?.secret ?? ''

export const findAccessKey = (kernel: Kernel, accessKeyId: string): AccessKeyRecord | undefined => {
  for (const { accountId } of kernel.read(house).list('account')) {
    const key = globalOf(kernel, accountId).get('iam.access-key', accessKeyId)
    if (key) return key.status === 'Inactive' ? undefined : key
  }
  return undefined
}

const newAccountId = (random: RandomBytes) =>
  Array.from(random(12), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('')
