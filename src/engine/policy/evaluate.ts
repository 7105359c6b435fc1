import { type Caller, type Naming, namingOf } from './principal.ts'
import { type AccessRequest, applies, type Policy, type Statement } from './statement.ts'

export interface NamedPolicy {
  /** The ARN of a managed policy, or an inline one's name. */
  readonly name: string
  readonly policy: Policy
}

/** All that has a say in one request. */
export interface PolicySet {
  readonly caller: Caller
  /** The caller's own and those of its groups. Undefined: the root user, who needs none. */
  readonly identity?: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy
  readonly session?: readonly NamedPolicy[]
  readonly resource?: NamedPolicy
  /** Of trust policies: what the caller's own policies allow does not suffice without it. */
  readonly resourceMustAllow?: boolean
}

export type PolicyType =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'

/** The answer, and the statement that gave it: none if nothing allowed what was asked. */
export interface Decision {
  readonly allowed: boolean
  readonly explicit: boolean
  readonly type: PolicyType
  readonly policy?: string
  readonly statement?: Statement
  /** Where the statement stands in its policy. */
  readonly index?: number
}

interface Found {
  readonly policy: string
  readonly statement: Statement
  readonly index: number
}

/**
 * AWS's evaluation: an explicit deny anywhere decides; then identity and resource policies add up, and
 * boundary and session policies limit what they add up to; what nobody allows is denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const evaluate = (request: AccessRequest, policies: PolicySet): Decision => {
  const { caller, identity, boundary, session, resource } = policies
  const groups: [PolicyType, readonly NamedPolicy[]][] = [
    ['identity-based policy', identity ?? []],
    ['resource-based policy', resource ? [resource] : []],
    ['permissions boundary', boundary ? [boundary] : []],
    ['session policy', session ?? []],
  ]
  for (const [type, group] of groups) {
    const found = find(group, 'Deny', request, type === 'resource-based policy' ? caller : undefined)
    if (found) return { allowed: false, explicit: true, type, ...found }
  }

  const own = identity ? find(identity, 'Allow', request) : rootsOwn
  const granted = resource && grant(resource, request, caller)
  if (granted?.naming === 'direct') return allow('resource-based policy', granted)
  if (policies.resourceMustAllow && !granted) return implicit('resource-based policy')
  const byRole = granted?.naming === 'role' ? granted : undefined
  if (!own && !byRole) return implicit('identity-based policy')
  if (boundary && !find([boundary], 'Allow', request)) return implicit('permissions boundary')
  if (session && !find(session, 'Allow', request)) return implicit('session policy')
  return own ? allow('identity-based policy', own) : allow('resource-based policy', byRole!)
}

const rootsOwn: Found = {
  policy: 'root',
  statement: { effect: 'Allow', actions: { not: true, patterns: [] }, conditions: [] },
  index: 0,
}

const allow = (type: PolicyType, { policy, statement, index }: Found): Decision => ({
  allowed: true,
  explicit: true,
  type,
  policy,
  statement,
  index,
})

const implicit = (type: PolicyType): Decision => ({ allowed: false, explicit: false, type })

const find = (
  policies: readonly NamedPolicy[],
  effect: Statement['effect'],
  request: AccessRequest,
  named?: Caller,
): Found | undefined => {
  for (const { name, policy } of policies)
    for (const [index, statement] of policy.statements.entries()) {
      if (statement.effect !== effect || (named && !namingOf(statement, named))) continue
      if (applies(statement, request)) return { policy: name, statement, index }
    }
  return undefined
}

const strength: readonly Naming[] = ['account', 'role', 'direct']

/** The resource policy's strongest word for the caller. */
const grant = ({ name, policy }: NamedPolicy, request: AccessRequest, caller: Caller) => {
  let best: (Found & { naming: Naming }) | undefined
  for (const [index, statement] of policy.statements.entries()) {
    if (statement.effect !== 'Allow') continue
    const naming = namingOf(statement, caller)
    if (!naming || (best && strength.indexOf(best.naming) >= strength.indexOf(naming))) continue
    if (applies(statement, request)) best = { policy: name, statement, index, naming }
  }
  return best
}
