import { AwsError, fail } from '../kernel/index.ts'
import { modelOf, type ServiceModel } from '../model/index.ts'
import { authenticate } from './authenticate.ts'
import { check } from './check.ts'
import { codecFor, type Fields } from './codec/index.ts'
import { allowPages, answerPreflight, closedBucket, isPreflight } from './cors.ts'
import type { DoorParts } from './door.ts'
import { internalError, unknownService } from './door-errors.ts'
import { receive } from './receive.ts'
import { type Route, routeOf } from './route.ts'
import { readSignature } from './signature/index.ts'
import { sourceOf, traceOf } from './trace.ts'
import type { WireRequest, WireResponse } from './wire.ts'

/** The way of a request, in order. What follows validation is the kernel's: authorise … record. */
export async function handle<Principal>(
  parts: DoorParts<Principal>,
  wire: WireRequest,
): Promise<WireResponse> {
  const requestId = parts.newRequestId()
  let model: ServiceModel | undefined
  let atDoor = true
  try {
    const signature = readSignature(wire)
    const scope = signature && 'scope' in signature ? signature.scope : undefined
    const { facts, asked, region, bucket }: Route = routeOf(wire, scope)
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
    const trace = traceOf(operation, input, sourceOf(wire, scope?.accessKeyId))
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
