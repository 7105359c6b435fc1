import { concat } from '../../../bytes.ts'
import { files } from '../files/index.ts'
import { load } from '../files/kernel-requests.ts'
import { readSyncFromStream, writeSyncToStream } from '../streams/stdio.ts'
import { inputReady } from '../streams/stdin-requests.ts'

/* Reading and writing by descriptor: 0, 1 and 2 are the process's streams, the others files. */

export const positionOf = (position: unknown): number | undefined => {
  const number = Number(position ?? -1)
  return number < 0 ? undefined : number
}

export const part = (buffer: ArrayBufferView, offset = 0, length = buffer.byteLength - offset): Uint8Array =>
  new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length)

export function readInto(fd: number, into: Uint8Array, position?: number): number {
  return fd <= 2 ? readSyncFromStream(fd, into, position) : files().read(fd, into, position)
}

export function writeFrom(fd: number, bytes: Uint8Array, position?: number): number {
  return fd <= 2 ? writeSyncToStream(fd, bytes) : files().write(fd, bytes, position)
}

/** Before reading asynchronously: content that was not sent, or input that has not come yet. */
export function beforeRead(fd: number): Promise<unknown> | undefined {
  if (fd === 0) return inputReady()
  if (fd <= 2) return undefined
  const path = files().missing(fd)
  return path === undefined ? undefined : load(path).then((bytes) => files().supply(fd, bytes))
}

export function readWhole(fd: number): Uint8Array {
  const parts: Uint8Array[] = []
  for (;;) {
    const buffer = new Uint8Array(65_536)
    const count = readInto(fd, buffer)
    if (count === 0) break
    parts.push(buffer.subarray(0, count))
  }
  return concat(parts)
}
