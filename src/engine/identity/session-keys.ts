import {
  type AlarmHandler,
  newAccessKeyId,
  newSecret,
  type Principal,
  type RandomBytes,
  type Transaction,
} from '../kernel/index.ts'

export const forgetKey = 'sts.session.forget'

/** Keys that have run out are told from unknown ones for a day, then they are forgotten. */
const kept = 24 * 3600_000

interface SessionOptions {
  principal: Principal
  seconds: number
  now: Date
  random: RandomBytes
}

/** Temporary keys, kept in the account's region `global` until they have run out. */
export const issueKeys = (tx: Transaction, { principal, seconds, now, random }: SessionOptions) => {
  const AccessKeyId = newAccessKeyId('ASIA', random)
  const SecretAccessKey = newSecret(random, 40)
  const SessionToken = newSecret(random, 200)
  const Expiration = new Date(now.getTime() + seconds * 1000)
  const global = tx.in('global')
  global.put('iam.access-key', AccessKeyId, {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expires: Expiration,
    principal,
    createDate: now,
  })
  global.wake(forgetKey, AccessKeyId, Expiration.getTime())
  return { AccessKeyId, SecretAccessKey, SessionToken, Expiration }
}

export const forget: AlarmHandler = (accessKeyId, { tx, now }) => {
  const expires = tx.get('iam.access-key', accessKeyId)?.expires
  if (expires && now.getTime() < expires.getTime() + kept)
    tx.wake(forgetKey, accessKeyId, expires.getTime() + kept)
  else tx.delete('iam.access-key', accessKeyId)
}

/** A role as somebody plays it. */
export const roleSession = (
  accountId: string,
  role: { RoleName: string; RoleId: string },
  session: string,
): Principal => ({
  accountId,
  arn: `arn:aws:sts::${accountId}:assumed-role/${role.RoleName}/${session}`,
  userId: `${role.RoleId}:${session}`,
})
