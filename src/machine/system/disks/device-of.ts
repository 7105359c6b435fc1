import { fail } from '../../errno.ts'
import { type BlockDevice, chunkSize } from '../../fs/index.ts'
import type { Process } from '../../kernel/process.ts'

/** A device file (or an image in a regular file) that a program has open, as the disk that it is. */
export async function deviceOf(
  proc: Process,
  fd: number,
  options: { size: number; readOnly: boolean; serial?: string },
): Promise<BlockDevice> {
  const read = async (index: number): Promise<Uint8Array | undefined> => {
    await proc.seek(fd, index * chunkSize, 'set')
    const chunk = new Uint8Array(chunkSize)
    let filled = 0
    while (filled < chunkSize) {
      const bytes = await proc.read(fd, chunkSize - filled)
      if (bytes.length === 0) break
      chunk.set(bytes, filled)
      filled += bytes.length
    }
    // A chunk of nothing is a hole, as far as anybody can see through a file.
    return chunk.some((byte) => byte !== 0) ? chunk : undefined
  }
  return {
    serial: options.serial ?? '',
    size: options.size,
    readOnly: options.readOnly,
    readChunk: (index) => (index * chunkSize >= options.size ? Promise.resolve(undefined) : read(index)),
    writeChunks: async (chunks, durability) => {
      if (options.readOnly) fail('EROFS')
      for (const [index, bytes] of chunks) {
        await proc.seek(fd, index * chunkSize, 'set')
        await proc.write(fd, bytes.subarray(0, Math.min(chunkSize, options.size - index * chunkSize)))
      }
      if (durability === 'strict') await proc.sync(fd)
    },
    onFlush: () => undefined,
    onResize: () => undefined,
  }
}

/** Opens a device or image, does something with it, and closes it. */
export async function withDevice<T>(
  proc: Process,
  path: string,
  access: 'read' | 'write',
  work: (device: BlockDevice) => Promise<T>,
): Promise<T> {
  const fd = await proc.open(path, { read: true, write: access === 'write' })
  try {
    const stat = await proc.fstat(fd)
    if (stat.type === 'directory') fail('EISDIR')
    if (stat.type !== 'block' && stat.type !== 'file') fail('ENOTBLK')
    const size = await proc.seek(fd, 0, 'end')
    return await work(await deviceOf(proc, fd, { size, readOnly: access === 'read' }))
  } finally {
    await proc.close(fd)
  }
}
