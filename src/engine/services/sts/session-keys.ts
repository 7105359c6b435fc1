import type { AlarmHandler } from '../../kernel/index.ts'

export const forgetKey = 'sts.session.forget'

/** Keys that have run out are told from unknown ones for a day, then they are forgotten. */
const kept = 24 * 3600_000

export const forget: AlarmHandler = (accessKeyId, { tx, now }) => {
  const expires = tx.get('iam.access-key', accessKeyId)?.expires
  if (expires && now.getTime() < expires.getTime() + kept)
    tx.wake(forgetKey, accessKeyId, expires.getTime() + kept)
  else tx.delete('iam.access-key', accessKeyId)
}
