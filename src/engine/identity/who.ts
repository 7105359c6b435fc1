import type { Principal } from '../kernel/index.ts'

/** What a principal's ARN says of it. */
export type Who =
  | { readonly type: 'Account' }
  | { readonly type: 'User'; readonly name: string }
  | { readonly type: 'AssumedRole'; readonly role: string; readonly session: string }
  | { readonly type: 'Engine' }

export const whoIs = ({ arn }: Pick<Principal, 'arn'>): Who => {
  const [kind, ...path] = arn.slice(arn.indexOf(':', arn.indexOf('::') + 2) + 1).split('/')
  if (kind === 'root') return { type: 'Account' }
  if (kind === 'user') return { type: 'User', name: path.at(-1)! }
  if (kind === 'assumed-role') return { type: 'AssumedRole', role: path[0]!, session: path[1] ?? '' }
  return { type: 'Engine' }
}

/** The account's owner, whom nothing is denied. */
export const rootOf = (accountId: string): Principal => ({
  accountId,
  arn: `arn:aws:iam::${accountId}:root`,
  userId: accountId,
})
