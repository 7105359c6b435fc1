import { type CallSource, type CallTrace, fail } from '../kernel/index.ts'
import { modelOf, type ServiceModel } from '../model/index.ts'
import type { Callers } from './authenticate.ts'
import { check } from './check.ts'
import type { Fields } from './codec/index.ts'
import { operationMissing } from './codec/errors.ts'
import { traceOf } from './trace.ts'
import type { WireRequest, WireResponse } from './wire.ts'

/** A call that has come through the door, or was made inside the page. */
export interface DoorCall<Principal> {
  readonly service: string
  readonly operation: string
  readonly input: unknown
  readonly region: string
  readonly principal: Principal
  readonly requestId: string
  readonly trace: CallTrace
}

export interface DoorParts<Principal> extends Callers<Principal> {
  /** Authorises, prepares, decides, commits and records. Throws AwsError. */
  execute(call: DoorCall<Principal>): Promise<unknown>
  newRequestId(): string
  /** Told of calls by known callers that are not valid. */
  refused?(call: DoorCall<Principal>, error: unknown): void
  /** Other models than those of the services that are served: for tests. */
  modelOf?(service: string): Promise<ServiceModel>
  /** A mistake of our own; the caller is told only that there was one. */
  onFault?(error: unknown): void
}

export interface Door<Principal> {
  /** Any request of any AWS client. Never rejects. */
  handle(wire: WireRequest): Promise<WireResponse>
  /** A call from inside the page: joins the way of the others where they are validated. */
  call(call: Omit<DoorCall<Principal>, 'requestId' | 'trace'>, source?: CallSource): Promise<unknown>
}

/** The code of the door could not be fetched: no form is known to say it in. */
const unavailable: WireResponse = { status: 503, headers: {}, body: new Uint8Array() }

export function createDoor<Principal>(parts: DoorParts<Principal>): Door<Principal> {
  return {
    handle: async (wire) => {
      // The page itself needs none of it: protocols and signatures come with the first request of a client.
      const pipeline = await import('./pipeline.ts').catch((error: unknown) => parts.onFault?.(error))
      if (!pipeline) return unavailable
      const response = await pipeline.handle(parts, wire)
      // The headers of an answer to HEAD are the whole of it.
      return wire.method === 'HEAD' ? { ...response, body: new Uint8Array() } : response
    },
    call: async (call, source = {}) =>
      perform(parts, await modelOf(call.service), { ...call, requestId: parts.newRequestId() }, source),
  }
}

async function perform<Principal>(
  parts: DoorParts<Principal>,
  model: ServiceModel,
  asked: Omit<DoorCall<Principal>, 'trace'>,
  source: CallSource,
): Promise<unknown> {
  const operation = model.operations.get(asked.operation) ?? fail(operationMissing(model, asked.operation))
  const input = (asked.input ?? {}) as Fields
  const call = { ...asked, input, trace: traceOf(operation, input, source) }
  check(parts, model, operation, call)
  return parts.execute(call)
}
