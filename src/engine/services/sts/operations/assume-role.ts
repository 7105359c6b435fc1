import { contextOf, documentOf, issueKeys, policiesOf, roleSession, whoIs } from '../../../identity/index.ts'
import { AwsError, type DecideContext, fail, type RecordKinds } from '../../../kernel/index.ts'
import { evaluate, isPolicyDocument, policyOf } from '../../../policy/index.ts'
import { operation } from '../operation.ts'

/** In seconds. */
const standardDuration = 3600
/** Of a role that is assumed by another role's session. */
const longestChained = 3600

export const assumeRole = operation('AssumeRole', {
  decide(request, context) {
    const { RoleArn = '', RoleSessionName = '', DurationSeconds = standardDuration, Policy } = request
    const { principal, now, random } = context
    const tx = context.tx.in('global')
    // The root user has no way to play a role.
    if (whoIs(principal).type === 'Account')
      throw new AwsError('AccessDenied', 'Roles may not be assumed by root accounts.', { status: 403 })
    const role = tx.list('iam.role').find(({ Arn }) => Arn === RoleArn)
    if (!role || !mayPlay(role, context, request.ExternalId, RoleSessionName))
      throw denied(principal.arn, RoleArn)
    if (DurationSeconds > role.MaxSessionDuration)
      throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
    if (whoIs(principal).type === 'AssumedRole' && DurationSeconds > longestChained)
      throw invalid(
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      )
    const sessionPolicies = [
      ...(Policy === undefined ? [] : [checked(Policy)]),
      ...(request.PolicyArns ?? []).map(({ arn = '' }) => documentOf(tx, arn) ?? fail(noSuchPolicy(arn))),
    ]
    const session = {
      ...roleSession(context.account, role, RoleSessionName),
      ...(sessionPolicies.length > 0 && { sessionPolicies }),
    }
    return {
      Credentials: issueKeys(tx, { principal: session, seconds: DurationSeconds, now, random }),
      AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
      ...(sessionPolicies.length > 0 && { PackedPolicySize: packedSize(sessionPolicies) }),
    }
  },
})

/** The role's trust policy must let the caller, and nothing of the caller's own forbid it. */
const mayPlay = (
  role: RecordKinds['iam.role'],
  { tx, principal, region, now }: DecideContext,
  externalId: string | undefined,
  session: string,
): boolean => {
  const global = tx.in('global')
  const context = {
    ...contextOf({ principal, region, now, tx: global }),
    'sts:rolesessionname': session,
    ...(externalId !== undefined && { 'sts:externalid': externalId }),
  }
  const policies = policiesOf(global, principal)
  const trust = { name: 'trust policy', policy: policyOf(role.trust) }
  const request = { action: 'sts:AssumeRole', resource: role.Arn, context }
  return evaluate(request, { ...policies, resource: trust, resourceMustAllow: true }).allowed
}

const checked = (text: string): string => {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw new AwsError('MalformedPolicyDocument', 'This policy contains invalid Json')
  }
  if (!isPolicyDocument(document)) throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.')
  return text
}

/** In percent of the 2,048 characters that session policies may have. */
const packedSize = (policies: readonly string[]) =>
  Math.min(100, Math.ceil((policies.join('').length / 2048) * 100))

const denied = (arn: string, role: string) =>
  new AwsError(
    'AccessDenied',
    `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    { status: 403 },
  )

const invalid = (message: string) => new AwsError('ValidationError', message)

const noSuchPolicy = (arn: string) =>
  new AwsError('MalformedPolicyDocument', `Policy ${arn} does not exist or is not attachable.`)
