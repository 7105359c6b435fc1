import { managedPolicyOf } from '../catalog/index.ts'
import type { Principal, RecordKinds, Transaction } from '../kernel/index.ts'
import { type NamedPolicy, policyOf, type PolicySet } from '../policy/index.ts'
import { whoIs } from './who.ts'

type Holder = Pick<RecordKinds['iam.user'], 'attached' | 'inline'>

/** All policies that have a say in what somebody does. `tx` reads the account's region `global`. */
export const policiesOf = (tx: Transaction, principal: Principal): PolicySet => {
  const who = whoIs(principal)
  const { accountId, arn, sessionPolicies } = principal
  const session = sessionPolicies && {
    session: sessionPolicies.map((text) => ({ name: 'session policy', policy: policyOf(text) })),
  }
  if (who.type === 'Account') return { caller: { accountId, arn } }
  if (who.type === 'User') {
    const user = tx.get('iam.user', who.name)
    return { caller: { accountId, arn }, ...ofUser(tx, user), ...session }
  }
  const role = who.type === 'AssumedRole' ? tx.get('iam.role', who.role) : undefined
  return {
    caller: { accountId, arn, ...(role && { roleArn: role.Arn }) },
    identity: role ? policiesHeld(tx, role) : [],
    ...limit(tx, role?.boundary),
    ...session,
  }
}

/** A user's own and those of its groups; of one who is gone, none. */
const ofUser = (tx: Transaction, user: RecordKinds['iam.user'] | undefined) => ({
  identity: user
    ? [user, ...user.groups.flatMap((name) => tx.get('iam.group', name) ?? [])].flatMap((holder) =>
        policiesHeld(tx, holder),
      )
    : [],
  ...limit(tx, user?.boundary),
})

const limit = (tx: Transaction, arn: string | undefined) =>
  arn === undefined ? {} : { boundary: { name: arn, policy: policyOf(documentOf(tx, arn) ?? '') } }

const policiesHeld = (tx: Transaction, { attached, inline }: Holder): NamedPolicy[] => {
  const held = attached.flatMap((arn) => {
    const text = documentOf(tx, arn)
    return text === undefined ? [] : { name: arn, policy: policyOf(text) }
  })
  for (const [name, text] of Object.entries(inline)) held.push({ name, policy: policyOf(text) })
  return held
}

/** What a managed policy says: AWS's, or the default version of the account's own. */
export const documentOf = (tx: Transaction, arn: string): string | undefined => {
  const own = tx.get('iam.policy', arn)
  if (!own) return managedPolicyOf(arn)?.document
  return own.versions.find(({ VersionId }) => VersionId === own.DefaultVersionId)?.Document
}
