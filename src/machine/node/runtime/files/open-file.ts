import { host } from '../host.ts'
import { SystemError } from '../uv.ts'
import type { Inode } from './inode.ts'

export interface OpenFile {
  inode: Inode
  /** As it was opened; where the kernel finds it. */
  path: string
  directory: Inode
  name: string
  readable: boolean
  writable: boolean
  append: boolean
  position: number
  /** The kernel's number for it, once it has been opened for writing. */
  file?: number
}

/** Devices that need no kernel: null, zero, full, random and urandom, by their numbers in mem(4). */
const memoryDevices: Record<number, { read(into: Uint8Array): number; full?: boolean }> = {
  [(1 << 8) | 3]: { read: () => 0 },
  [(1 << 8) | 5]: { read: zeros },
  [(1 << 8) | 7]: { read: zeros, full: true },
  [(1 << 8) | 8]: { read: random },
  [(1 << 8) | 9]: { read: random },
}

function zeros(into: Uint8Array): number {
  into.fill(0)
  return into.length
}

function random(into: Uint8Array): number {
  const bytes = new Uint8Array(into.length)
  for (let at = 0; at < bytes.length; at += 65_536) host.getRandomValues(bytes.subarray(at, at + 65_536))
  into.set(bytes)
  return into.length
}

export function device(inode: Inode): { read(into: Uint8Array): number; full?: boolean } | undefined {
  if (inode.type === 'file' || inode.type === 'directory') return undefined
  const found = inode.type === 'character' ? memoryDevices[inode.rdev] : undefined
  if (!found) throw new SystemError('ENXIO')
  return found
}
