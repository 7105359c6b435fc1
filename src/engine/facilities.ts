import type { BlockStore, Devices, ImageBuilder } from './blocks/index.ts'
import type { Hypervisor } from './hypervisor.ts'
import type { CallRecord } from './kernel/index.ts'

/** Every call that is on record, newest first. */
export interface Calls {
  list(): readonly CallRecord[]
}

declare module './kernel/operation.ts' {
  /** What services reach besides records. */
  interface Facilities {
    hypervisor: Hypervisor
    blocks: BlockStore
    devices: Devices
    images: ImageBuilder
    calls: Calls
  }
}
