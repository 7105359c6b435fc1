import type { Task } from './task.ts'
import { pathOf } from './vfs/place.ts'

/** In bytes. */
export interface ProcessMemory {
  /** VSZ, VmSize. */
  virtual: number
  /** RSS, VmRSS. */
  resident: number
  /** What of the resident part is the program's and its libraries' text: SHR. */
  shared: number
}

const mebibyte = 1024 * 1024

/** What such a program takes on a Linux machine: [resident, virtual, shared] in MiB. */
const typical: Readonly<Record<string, readonly [number, number, number]>> = {
  'node': [44, 616, 36], 'systemd': [12, 164, 9], 'systemd-journald': [10, 48, 9], 'sshd': [8, 16, 7],
  'bash': [3.75, 8, 3.25], 'sh': [1.5, 3, 1.25], 'vi': [9, 20, 6], 'vim': [9, 20, 6], 'nano': [4, 8, 3], 'less': [2.75, 6, 2.25],
} // prettier-ignore

const smallProgram = [2, 5.5, 1.75] as const

/**
 * An estimate and no measurement: a browser does not tell what a program's objects take, so each counts for what its
 * kind takes on a real machine. free, top, ps, systemctl and /proc all say this one.
 */
export const memoryOf = (task: Task): ProcessMemory => {
  if (task.ended) return { virtual: 0, resident: 0, shared: 0 }
  const path = task.binary ? pathOf(task.binary) : task.command
  const name = path.slice(path.lastIndexOf('/') + 1)
  const [resident, virtual, shared] = Object.hasOwn(typical, name) ? typical[name]! : smallProgram
  return { virtual: virtual * mebibyte, resident: resident * mebibyte, shared: shared * mebibyte }
}
