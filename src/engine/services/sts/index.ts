import type { Service } from '../../kernel/index.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'
import { getSessionToken } from './operations/get-session-token.ts'
import { forget, forgetKey } from './session-keys.ts'

export const sts: Service = {
  name: 'sts',
  operations: { GetCallerIdentity: getCallerIdentity, GetSessionToken: getSessionToken },
  alarms: { [forgetKey]: forget },
}
