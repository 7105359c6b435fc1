import { AwsError, type Call, type Access, type Service, type Transaction } from '../kernel/index.ts'
import { type Decision, evaluate } from '../policy/index.ts'
import { encodeRefusal } from './authorization-message.ts'
import { contextOf } from './context.ts'
import { policiesOf } from './policies.ts'
import { sentenceOf } from './sentence.ts'
import { whoIs } from './who.ts'

interface Authorizing {
  now(): number
  /** Seals the messages that denied calls carry. */
  secret(): string
}

/** The step of every call between validation and preparation: may the caller do this, to these? */
export const authorizer =
  ({ now, secret }: Authorizing) =>
  ({ service: name, operation, input, region, principal }: Call, service: Service, tx: Transaction): void => {
    if (whoIs(principal).type === 'Account') return
    const { account } = tx.scope
    const accesses: readonly Access[] = service.accesses?.(operation, input, {
      account,
      region,
      principal,
      tx,
    }) ?? [{ action: `${name}:${operation}`, resource: '*' }]
    if (accesses.length === 0) return
    const global = tx.in('global')
    const policies = policiesOf(global, principal)
    const shared = contextOf({ principal, region, now: new Date(now()), tx: global })
    for (const access of accesses) {
      const context = access.context ? { ...shared, ...access.context } : shared
      const decision = evaluate({ action: access.action, resource: access.resource, context }, policies)
      if (decision.allowed) continue
      throw denied(service, access, decision, sentenceOf(principal, access, decision), () =>
        encodeRefusal(secret(), { principal, access, context, decision }),
      )
    }
  }

const denied = (
  service: Service,
  access: Access,
  decision: Decision,
  sentence: string,
  encode: () => string,
): AwsError =>
  Object.assign(
    service.denied?.({ sentence, access, encoded: encode() }) ??
      new AwsError('AccessDeniedException', sentence, { status: 400 }),
    // The console shows which statement decided.
    { decision },
  )
