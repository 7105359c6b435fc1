import type { BlockStore, Devices, ImageBuilder } from './blocks/index.ts'
import type { Hypervisor } from './hypervisor.ts'

declare module './kernel/operation.ts' {
  /** What services reach besides records. */
  interface Facilities {
    hypervisor: Hypervisor
    blocks: BlockStore
    devices: Devices
    images: ImageBuilder
  }
}
