import type { SdkHandler } from './sdk-handler.ts'
import { createDoor, type Door, type DoorCall, type DoorParts } from '../door.ts'
import { sdkHandler } from './sdk-handler.ts'

export const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}

export interface FakeCloud {
  readonly door: Door<string>
  /** The calls that came through, newest last. */
  readonly calls: DoorCall<string>[]
  /** For an SDK client's constructor. */
  readonly config: {
    region: string
    credentials: typeof keys
    requestHandler: SdkHandler
    maxAttempts: number
  }
  answer: (call: DoorCall<string>) => unknown
}

/** A door with one user, and behind it whatever a test lets it answer. */
export function fakeCloud(
  answer: FakeCloud['answer'] = () => ({}),
  parts: Partial<DoorParts<string>> = {},
): FakeCloud {
  let requests = 0
  const cloud: FakeCloud = {
    calls: [],
    answer,
    door: createDoor<string>({
      // oxlint-disable-next-line no-restricted-properties -- real SDK clients sign with the real time
      now: () => Date.now(),
      anonymous: 'anonymous',
      newRequestId: () => `request-${++requests}`,
      credentials: (id) => (id === keys.accessKeyId ? { ...keys, principal: 'admin' } : undefined),
      async execute(call) {
        cloud.calls.push(call)
        return cloud.answer(call)
      },
      ...parts,
    }),
    config: {
      region: 'eu-west-1',
      credentials: keys,
      requestHandler: sdkHandler((wire) => cloud.door.handle(wire)),
      maxAttempts: 1,
    },
  }
  return cloud
}
