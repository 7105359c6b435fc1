import { fail } from '../../errno.ts'
import type { Mounted } from '../../fs/file-system.ts'
import type { BlockDevice } from '../../fs/block-device.ts'
import type { Kernel } from '../kernel.ts'
import type { BlockDeviceInfo } from '../process.ts'

/** The machine's disks and their partitions. */
export class Disks {
  readonly #disks = new Map<string, BlockDevice>()

  constructor(readonly kernel: Kernel) {}

  list(): BlockDeviceInfo[] {
    return [...this.#disks].map(([name, { size, readOnly, serial }]) => ({
      name,
      major: 259,
      minor: 0,
      size,
      type: 'disk',
      readOnly,
      serial,
    }))
  }

  mount(_rdev: number, _request: { type?: string; readOnly?: boolean }): Promise<Mounted> {
    return fail('ENXIO')
  }

  sync(): Promise<void> {
    return Promise.resolve()
  }
}
