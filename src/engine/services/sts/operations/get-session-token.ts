import { newAccessKeyId, newSecret } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { forgetKey } from '../session-keys.ts'

/** In seconds. */
const standardDuration = 43_200

/** Temporary keys for the same user. The length of their life is checked by the model's constraints. */
export const getSessionToken = operation('GetSessionToken', {
  decide({ DurationSeconds = standardDuration }, { tx, now, random, principal }) {
    const AccessKeyId = newAccessKeyId('ASIA', random)
    const SecretAccessKey = newSecret(random, 40)
    const SessionToken = newSecret(random, 200)
    const expires = new Date(now.getTime() + DurationSeconds * 1000)
    const global = tx.in('global')
    global.put('iam.access-key', AccessKeyId, {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expires,
      principal,
    })
    global.wake(forgetKey, AccessKeyId, expires.getTime())
    return { Credentials: { AccessKeyId, SecretAccessKey, SessionToken, Expiration: expires } }
  },
})
