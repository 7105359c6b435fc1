import type {
  ContextEntry,
  PolicyEvaluationDecisionType,
  SimulateCustomPolicyRequest,
} from '@aws-sdk/client-iam'
import { contextOf, policiesOf, roleSession } from '../../../identity/index.ts'
import { type DecideContext, fail, type Principal } from '../../../kernel/index.ts'
import {
  type ConditionContext,
  type Decision,
  evaluate,
  type NamedPolicy,
  policyOf,
  type PolicySet,
} from '../../../policy/index.ts'
import { checkIdentityPolicy } from '../documents.ts'
import { invalidInput, notFound } from '../errors.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'

const givenOf = (texts: readonly string[] | undefined): NamedPolicy[] =>
  (texts ?? []).map((text, index) => ({
    name: `PolicyInputList.${index + 1}`,
    policy: policyOf(checkIdentityPolicy(text)),
  }))

interface Simulation {
  ActionNames?: string[] | undefined
  ResourceArns?: string[] | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}

const simulate = (request: Simulation, policies: PolicySet, context: ConditionContext) => {
  const results = (request.ActionNames ?? []).flatMap((EvalActionName) =>
    (request.ResourceArns ?? ['*']).map((EvalResourceName) => {
      const decision = evaluate({ action: EvalActionName, resource: EvalResourceName, context }, policies)
      return {
        EvalActionName,
        EvalResourceName,
        EvalDecision: wordFor(decision),
        MatchedStatements: decision.policy === undefined ? [] : [{ SourcePolicyId: decision.policy }],
        MissingContextValues: [],
      }
    }),
  )
  const { page, more } = pageOf(results, request)
  return { EvaluationResults: page, ...more }
}

/** What would happen, by the very evaluation that real calls go through. */
export const simulatePrincipalPolicy = operation('SimulatePrincipalPolicy', {
  decide(request, context) {
    const { tx, region, now } = context
    const principal = simulated(context, request.PolicySourceArn)
    const held = policiesOf(tx, principal)
    const policies = { ...held, identity: [...(held.identity ?? []), ...givenOf(request.PolicyInputList)] }
    return simulate(request, policies, {
      ...contextOf({ principal, region, now, tx }),
      ...entriesOf(request.ContextEntries),
    })
  },
})

/** What policies would allow that nobody holds yet. */
export const simulateCustomPolicy = operation('SimulateCustomPolicy', {
  decide(request, { account, principal }) {
    refuseOthers(request)
    const boundary = request.PermissionsBoundaryPolicyInputList?.[0]
    const policies = {
      caller: { accountId: account, arn: request.CallerArn ?? principal.arn },
      identity: givenOf(request.PolicyInputList),
      ...(boundary !== undefined && {
        boundary: {
          name: 'PermissionsBoundaryPolicyInputList.1',
          policy: policyOf(checkIdentityPolicy(boundary)),
        },
      }),
    }
    return simulate(request, policies, entriesOf(request.ContextEntries))
  },
})

const refuseOthers = ({
  ResourcePolicy,
  OrderedOrganizationPolicyInputList,
}: SimulateCustomPolicyRequest) => {
  if (ResourcePolicy || OrderedOrganizationPolicyInputList?.length)
    throw invalidInput(
      "Sandcloud simulates identities' policies and boundaries, not those of resources and organizations.",
    )
}

const simulated = ({ tx, account }: DecideContext, arn = ''): Principal => {
  const user = tx.list('iam.user').find(({ Arn }) => Arn === arn)
  if (user) return { accountId: account, arn, userId: user.UserId }
  const role = tx.list('iam.role').find(({ Arn }) => Arn === arn)
  if (role) return roleSession(account, role, 'simulation')
  if (arn.includes(':group/'))
    throw invalidInput('Sandcloud simulates users and roles; a group has no requests of its own.')
  return fail(notFound.user(arn.split('/').at(-1)!))
}

const entriesOf = (entries: readonly ContextEntry[] | undefined) =>
  Object.fromEntries(
    (entries ?? []).map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType = 'string' }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyType.endsWith('List') ? ContextKeyValues : (ContextKeyValues[0] ?? ''),
    ]),
  )

const wordFor = ({ allowed, explicit }: Decision): PolicyEvaluationDecisionType => {
  if (allowed) return 'allowed'
  return explicit ? 'explicitDeny' : 'implicitDeny'
}
