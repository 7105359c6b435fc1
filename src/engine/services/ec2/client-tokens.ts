import type { DecideContext } from '../../kernel/index.ts'
import { invalidParameter, tokenMismatch } from './errors.ts'
import { omit } from './omit.ts'

declare module '../../kernel/records.ts' {
  interface RecordKinds {
    /** By operation and token: what was asked, and what it made. */
    'ec2.client-token': { asked: string; made: readonly string[] }
  }
}

const longest = 64
const lasts = 24 * 3600 * 1000
export const forgetToken = 'ec2.client-token.forget'

interface Idempotent {
  operation: string
  input: { ClientToken?: string | undefined; DryRun?: boolean | undefined }
}

/** What an earlier call with the same token made. Throws if it asked for something else. */
export const madeBefore = ({ tx }: DecideContext, call: Idempotent): readonly string[] | undefined => {
  const { ClientToken } = call.input
  if (!ClientToken) return undefined
  if (ClientToken.length > longest)
    throw invalidParameter(
      `Value (${ClientToken}) for parameter clientToken is invalid. Length exceeds maximum of ${longest}.`,
    )
  const record = tx.get('ec2.client-token', keyOf(call))
  if (record && record.asked !== fingerprint(call)) throw tokenMismatch()
  return record?.made
}

export const rememberToken = ({ tx, now }: DecideContext, call: Idempotent, made: readonly string[]) => {
  if (!call.input.ClientToken) return
  tx.put('ec2.client-token', keyOf(call), { asked: fingerprint(call), made })
  tx.wake(forgetToken, keyOf(call), now.getTime() + lasts)
}

const keyOf = ({ operation, input }: Idempotent) => `${operation}:${input.ClientToken}`

/** The request with its members in the order of their names. */
const fingerprint = ({ input }: Idempotent) => {
  return JSON.stringify(omit(input, 'DryRun'), (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
