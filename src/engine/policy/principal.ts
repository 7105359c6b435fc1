import type { Statement } from './statement.ts'

/** Who asks, as resource policies name them. */
export interface Caller {
  readonly accountId: string
  /** Of the user, of the role's session, or of the account's root. */
  readonly arn: string
  /** The role whose session it is. */
  readonly roleArn?: string
  /** A service of AWS that asks by itself, such as ec2.amazonaws.com. */
  readonly service?: string
}

/**
 * How a statement names the caller: `direct` as that very user or session (or everyone), `role` as the role
 * it plays, `account` as anyone whom the account's own policies let.
 */
export type Naming = 'direct' | 'role' | 'account'

export const namingOf = ({ principals }: Statement, caller: Caller): Naming | undefined => {
  if (!principals) return undefined
  const found = principals.patterns.flatMap(({ type, name }): Naming[] => {
    if (name === '*' && type === 'AWS') return ['direct']
    if (type === 'Service') return caller.service === name ? ['direct'] : []
    if (type !== 'AWS' || caller.service) return []
    if (name === caller.arn) return ['direct']
    if (name === caller.roleArn) return ['role']
    if (name === caller.accountId || name === `arn:aws:iam::${caller.accountId}:root`) return ['account']
    return []
  })
  if (principals.not) return found.length === 0 ? 'direct' : undefined
  return (['direct', 'role', 'account'] as const).find((naming) => found.includes(naming))
}
