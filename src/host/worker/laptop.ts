import {
  type BlockDevice,
  bootMachine,
  buildImage,
  type IsolateProvider,
  type Machine,
  type MachineOptions,
} from '#machine'
import type { Internet } from './internet.ts'
import { randomBytes } from './random-bytes.ts'

export interface LaptopDisk extends BlockDevice {
  readonly isNew: boolean
  /** Writes what its machine has in memory only. */
  flush(): Promise<void>
  /** Makes it empty again, and closes it. */
  erase(): Promise<void>
}

export interface Laptop {
  machine: Machine
  flush(): Promise<void>
  erase(): Promise<void>
}

/** The learner's own computer, on a disk of its own that is no EBS volume. */
export const startLaptop = async ({
  disk,
  internet,
  isolates,
  now,
  at,
}: {
  disk: LaptopDisk
  internet: Internet
  isolates: IsolateProvider
  now(): number
  at: MachineOptions['at']
}): Promise<Laptop> => {
  if (disk.isNew) await buildImage('laptop', disk, { now })
  const machine = bootMachine({
    kind: 'laptop',
    disks: new Map([['nvme0n1', disk]]),
    root: 'nvme0n1',
    network: internet.laptop(),
    isolates,
    now,
    at,
    randomBytes,
    memory: 8 * 2 ** 30,
    processors: 4,
  })
  await machine.booted
  return {
    machine,
    flush: () => disk.flush(),
    async erase() {
      machine.powerOff()
      await disk.erase()
    },
  }
}
