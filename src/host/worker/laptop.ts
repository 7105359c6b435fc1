import { bootMachine, buildImage, type IsolateProvider, type Machine } from '#machine'
import { randomBytes } from './hypervisor.ts'
import { openDisk } from './indexed-db-disk.ts'
import type { Internet } from './internet.ts'

export const laptopUser = 'learner'

export interface Laptop {
  machine: Machine
  erase(): Promise<void>
}

/** The learner's own computer, on a disk of its own. */
export const startLaptop = async (options: {
  internet: Internet
  isolates: IsolateProvider
  now(): number
}): Promise<Laptop> => {
  const disk = await openDisk('sandcloud-laptop', 16 * 2 ** 30)
  if (disk.isNew) await buildImage('laptop', disk, { now: options.now })
  const machine = bootMachine({
    kind: 'laptop',
    disks: new Map([['nvme0n1', disk]]),
    root: 'nvme0n1',
    network: options.internet.laptop(),
    isolates: options.isolates,
    now: options.now,
    randomBytes,
    memory: 8 * 2 ** 30,
    processors: 4,
  })
  await machine.booted
  return {
    machine,
    async erase() {
      machine.powerOff()
      await disk.erase()
      disk.close()
    },
  }
}

/** A name as it may stand in ~/Downloads: no folders, no hidden files, no control characters. */
export const downloadName = (name: string): string => {
  const plain = name.replaceAll(/[\u0000-\u001f\u007f/\\]/g, '_').replace(/^\.+/, '_')
  return plain.slice(0, 200) || 'download'
}
