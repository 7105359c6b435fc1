export { createDoor, type Door, type DoorCall, type DoorParts } from './door.ts'
export type { Credential } from './signature/index.ts'
export { type WireRequest, type WireResponse } from './wire.ts'
