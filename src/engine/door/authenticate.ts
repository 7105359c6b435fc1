import type { ServiceFacts } from '../model/index.ts'
import {
  authError,
  type Credential,
  type SignatureParts,
  verifySignature,
  withoutChunks,
} from './signature/index.ts'
import type { WireRequest } from './wire.ts'

/** Who may call, and what time it is for signatures. */
export interface Callers<Principal> {
  credentials(
    accessKeyId: string,
  ): Credential<Principal> | undefined | Promise<Credential<Principal> | undefined>
  /** Engine time, in milliseconds. */
  now(): number
  /** When a client's own date is on the engine's clock, which may have been set ahead. */
  engineTime?(clientTime: number): number
  /** Whom requests without a signature come from, where a service takes them. */
  readonly anonymous?: Principal
  /** Whom every request comes from, its signature unread: for `serve --trust`. */
  readonly trusted?: Principal
}

export interface Caller<Principal> {
  /** The request with its body unwrapped. */
  readonly request: WireRequest
  /** Throws if the request bears no signature and the operation asks for one. */
  principalFor(operation: string): Principal
}

// Their callers prove who they are by a token in the input.
const unsigned: Readonly<Record<string, readonly string[]>> = {
  sts: ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'],
}

export async function authenticate<Principal>(
  callers: Callers<Principal>,
  request: WireRequest,
  signature: SignatureParts | { problem: string } | undefined,
  facts: ServiceFacts,
  region: string,
): Promise<Caller<Principal>> {
  const { trusted, anonymous } = callers
  if (trusted !== undefined) {
    return { request: withoutChunks(request, facts), principalFor: () => trusted }
  }
  if (!signature) {
    const principalFor = (operation: string) => {
      const open = facts.service === 's3' || unsigned[facts.service]?.includes(operation)
      if (!open || anonymous === undefined) throw authError(facts, 'missing')
      return anonymous
    }
    return { request: withoutChunks(request, facts), principalFor }
  }
  if ('problem' in signature) throw authError(facts, 'incomplete', signature.problem)
  const { principal, chunks } = verifySignature(request, signature, {
    facts,
    region,
    credential: await callers.credentials(signature.scope.accessKeyId),
    now: new Date(callers.now()),
    engineTime: (date) => new Date(callers.engineTime?.(date.getTime()) ?? date.getTime()),
  })
  return { request: withoutChunks(request, facts, chunks), principalFor: () => principal }
}
