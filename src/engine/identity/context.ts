import type { Principal, Transaction } from '../kernel/index.ts'
import { whoIs } from './who.ts'

interface Asked {
  principal: Principal
  region: string
  now: Date
  /** Reads the account's region `global`. */
  tx: Transaction
}

/** The condition keys of every request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const contextOf = ({ principal, region, now, tx }: Asked): Record<string, string | string[]> => {
  const who = whoIs(principal)
  const role = who.type === 'AssumedRole' ? tx.get('iam.role', who.role) : undefined
  const user = who.type === 'User' ? tx.get('iam.user', who.name) : undefined
  const context: Record<string, string | string[]> = {
    'aws:currenttime': `${now.toISOString().slice(0, 19)}Z`,
    'aws:epochtime': String(Math.floor(now.getTime() / 1000)),
    'aws:principalaccount': principal.accountId,
    // Of a role's session it is the role's.
    'aws:principalarn': role?.Arn ?? principal.arn,
    'aws:principaltype': who.type,
    'aws:requestedregion': region,
    'aws:securetransport': 'true',
    'aws:userid': principal.userId,
  }
  if (who.type === 'User') context['aws:username'] = who.name
  for (const { Key, Value } of (role ?? user)?.Tags ?? [])
    context[`aws:principaltag/${Key!.toLowerCase()}`] = Value ?? ''
  return context
}
