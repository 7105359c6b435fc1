import { boot } from '../boot-data.ts'
import { copyOf } from '../bytes/views.ts'
import { tellKernel } from '../kernel-link.ts'
import { SystemError } from '../uv.ts'
import { Channel } from './channels.ts'
import { takeInput } from './stdin-buffer.ts'

const opened = new Map<number, Channel>()

/** The channel of descriptor 0, 1 or 2. */
export function stdioChannel(fd: number): Channel {
  const known = opened.get(fd)
  if (known) return known
  const channel = new Channel(fd)
  opened.set(fd, channel)
  return channel
}

/** Writes at once, as a blocking write to a terminal, pipe or file would. */
export function writeSyncToStream(fd: number, bytes: Uint8Array): number {
  if ((boot().stdio[fd]?.kind ?? 'closed') === 'closed') throw new SystemError('EBADF')
  const { length } = bytes
  if (length > 0) stdioChannel(fd).write(copyOf(bytes), () => {})
  return length
}

let position = 0

/** A thread cannot wait for a terminal or a pipe: as with a non-blocking one, there is nothing yet. */
export function readSyncFromStream(fd: number, into: Uint8Array, at?: number): number {
  const stdio = boot().stdio[fd]
  if (!stdio || stdio.kind === 'closed') throw new SystemError('EBADF')
  if (stdio.kind !== 'file') {
    const taken = fd === 0 ? takeInput(into) : undefined
    if (taken === undefined) throw new SystemError('EAGAIN')
    return taken
  }
  const from = at ?? position
  const count = Math.max(0, Math.min(into.length, stdio.content.length - from))
  into.set(stdio.content.subarray(from, from + count))
  if (at === undefined) position += count
  return count
}

export function startReadingStdin(): void {
  tellKernel({ type: 'read', stream: 0 })
}

export function stopReadingStdin(): void {
  tellKernel({ type: 'stop-reading', stream: 0 })
}
