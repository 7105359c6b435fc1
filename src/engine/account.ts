import { newAccessKeyId, newSecret } from './kernel/id.ts'
import type { Kernel, Principal, RandomBytes, Transaction } from './kernel/index.ts'

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
  if (known && !credentials) return known
  const accountId = known?.accountId ?? wanted ?? newAccountId(random)
  const account = known ?? { accountId, userName, secret: newSecret(random, 32) }
  const key = credentials ?? {
    accessKeyId: newAccessKeyId('AKIA', random),
    secretAccessKey: newSecret(random, 40),
  }
  await kernel.commit({ account: accountId, region: 'global' }, (tx) => {
    const userId = adminOf(tx)?.principal.userId ?? newAccessKeyId('AIDA', random)
    const principal = { accountId, arn: `arn:aws:iam::${accountId}:user/${userName}`, userId }
    tx.put('iam.access-key', key.accessKeyId, { ...key, principal })
  })
  if (!known) await kernel.commit(house, (tx) => tx.put('account', accountId, account))
  return account
}

const adminOf = (tx: Transaction) =>
  tx.list('iam.access-key').find(({ sessionToken }) => sessionToken === undefined)

/** The admin user, as whom the console calls. */
export const adminKey = (kernel: Kernel, accountId: string): AccessKeyRecord =>
  adminOf(kernel.read({ account: accountId, region: 'global' }))!

export const findAccessKey = (kernel: Kernel, accessKeyId: string): AccessKeyRecord | undefined => {
  for (const { id, record } of kernel.records.everywhere('iam.access-key'))
    if (id === accessKeyId) return record
  return undefined
}

const newAccountId = (random: RandomBytes) =>
  Array.from(random(12), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('')
