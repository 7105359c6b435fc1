import type { Tmpfs } from '../../fs/tmpfs.ts'
import { deviceNumber } from './device-registry.ts'
import { memoryDeviceNodes } from './memory-devices.ts'

const root = { uid: 0, gid: 0 }
const ttyGroup = 5

/** What /dev holds before any disk is found. */
export function addDeviceNodes(devtmpfs: Tmpfs): void {
  for (const [name, major, minor, mode] of memoryDeviceNodes)
    devtmpfs.mknod(devtmpfs.root, name, {
      mode,
      uid: 0,
      gid: name === 'tty' || name === 'ptmx' ? ttyGroup : 0,
      type: 'character',
      rdev: deviceNumber(major, minor),
    })
  for (const name of ['pts', 'shm']) devtmpfs.mkdir(devtmpfs.root, name, { mode: 0o755, ...root })
  for (const [name, target] of [
    ['fd', '/proc/self/fd'],
    ['stdin', '/proc/self/fd/0'],
    ['stdout', '/proc/self/fd/1'],
    ['stderr', '/proc/self/fd/2'],
  ] as const)
    devtmpfs.symlink(devtmpfs.root, name, target, { mode: 0o777, ...root })
}
