import { issueKeys, whoIs } from '../../../identity/index.ts'
import { AwsError } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'

/** In seconds. The root user's last an hour at most. */
const standardDuration = 43_200
const longestOfRoot = 3600

/** Temporary keys for the same user. The length of their life is checked by the model's constraints. */
export const getSessionToken = operation('GetSessionToken', {
  decide({ DurationSeconds = standardDuration }, { tx, now, random, principal }) {
    const { type } = whoIs(principal)
    if (type === 'AssumedRole')
      throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', {
        status: 403,
      })
    const seconds = type === 'Account' ? Math.min(DurationSeconds, longestOfRoot) : DurationSeconds
    return { Credentials: issueKeys(tx, { principal, seconds, now, random }) }
  },
})
