import type { OperationModel, ServiceModel } from '../model/index.ts'
import type { Fields } from './codec/index.ts'
import type { DoorCall, DoorParts } from './door.ts'
import { validate } from './validate.ts'

/** Refuses a call that is not valid, and has that remembered: its caller is known. */
export function check<Principal>(
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
