import { AwsError, type CallSource, type CallTrace, fail } from '../kernel/index.ts'
import { modelOf, type OperationModel, type ServiceModel } from '../model/index.ts'
import { authenticate, type Callers } from './authenticate.ts'
import { codecFor, type Fields, operationMissing } from './codec/index.ts'
import { allowPages, answerPreflight, closedBucket, isPreflight } from './cors.ts'
import { internalError, unknownService } from './door-errors.ts'
import { receive } from './receive.ts'
import { type Route, routeOf } from './route.ts'
import { readSignature } from './signature/index.ts'
import { sourceOf, traceOf } from './trace.ts'
import { validate } from './validate.ts'
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

export function createDoor<Principal>(parts: DoorParts<Principal>): Door<Principal> {
  return {
    handle: async (wire) => {
      const response = await handle(parts, wire)
      // The headers of an answer to HEAD are the whole of it.
      return wire.method === 'HEAD' ? { ...response, body: new Uint8Array() } : response
    },
    call: async (call, source = {}) =>
      perform(parts, await modelOf(call.service), { ...call, requestId: parts.newRequestId() }, source),
  }
}

/** The way of a request, in order. What follows validation is the kernel's: authorise … record. */
async function handle<Principal>(parts: DoorParts<Principal>, wire: WireRequest): Promise<WireResponse> {
  const requestId = parts.newRequestId()
  let model: ServiceModel | undefined
  let atDoor = true
  try {
    const signature = readSignature(wire)
    const { facts, asked, region, bucket }: Route = routeOf(
      wire,
      signature && 'scope' in signature ? signature.scope : undefined,
    )
    if (!facts) return unknownService(wire, asked, requestId)
    model = await (parts.modelOf ?? modelOf)(facts.service)
    const storage = facts.service === 's3' ? await import('./storage/index.ts') : undefined
    if (isPreflight(wire)) return storage ? fail(closedBucket(wire)) : answerPreflight(wire, requestId)
    const codec = codecFor(model, wire.headers)
    receive(wire, model)
    const caller = await authenticate(parts, wire, signature, facts, region)
    const request = storage?.storageRequest(caller.request, bucket) ?? caller.request
    const { operation, input } = codec.decode(model, request)
    const principal = caller.principalFor(operation.name)
    storage?.checkDigests(request, operation.name)
    const accessKeyId = signature && 'scope' in signature ? signature.scope.accessKeyId : undefined
    const trace = traceOf(operation, input, sourceOf(wire, accessKeyId))
    const call = {
      service: model.service,
      operation: operation.name,
      input,
      region,
      principal,
      requestId,
      trace,
    }
    check(parts, model, operation, call)
    atDoor = false
    const output = await parts.execute(call)
    return allowPages(wire, model, codec.encode(model, operation, (output ?? {}) as Fields, requestId))
  } catch (error) {
    if (!(error instanceof AwsError)) parts.onFault?.(error)
    const failure = { error: error instanceof AwsError ? error : internalError(model), requestId, atDoor }
    const answer = model
      ? codecFor(model, wire.headers).encodeError(model, failure)
      : unknownService(wire, '', requestId, failure.error)
    return allowPages(wire, model, answer)
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

function check<Principal>(
  parts: DoorParts<Principal>,
  model: ServiceModel,
  operation: OperationModel,
  call: DoorCall<Principal>,
): void {
  try {
    validate(model, operation, call.input as Fields)
  } catch (error) {
    parts.refused?.(call, error)
    throw error
  }
}
