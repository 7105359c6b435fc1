import { forget, forgetKey } from '../../identity/index.ts'
import { AwsError, type Service } from '../../kernel/index.ts'
import { assumeRole } from './operations/assume-role.ts'
import { decodeAuthorizationMessage } from './operations/decode-authorization-message.ts'
import { getAccessKeyInfo } from './operations/get-access-key-info.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'
import { getSessionToken } from './operations/get-session-token.ts'

/** Everyone may ask who they are; a role's own policy decides who plays it, in the operation. */
const open = ['GetCallerIdentity', 'GetSessionToken', 'AssumeRole']

export const sts: Service = {
  name: 'sts',
  operations: {
    AssumeRole: assumeRole,
    DecodeAuthorizationMessage: decodeAuthorizationMessage,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  },
  alarms: { [forgetKey]: forget },
  accesses: (operation) => (open.includes(operation) ? [] : [{ action: `sts:${operation}`, resource: '*' }]),
  denied: ({ sentence }) => new AwsError('AccessDenied', sentence, { status: 403 }),
}
