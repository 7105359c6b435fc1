import type { BlockDevice } from '#machine'

/** A disk in memory: for building an image, whose chunks then become blocks. */
export const scratchDisk = (size: number): BlockDevice & { chunks: Map<number, Uint8Array> } => {
  const chunks = new Map<number, Uint8Array>()
  return {
    serial: 'scratch',
    size,
    readOnly: false,
    chunks,
    readChunk: async (index) => chunks.get(index),
    writeChunks: async (written) => {
      for (const [index, bytes] of written) chunks.set(index, bytes)
    },
    onFlush: () => {},
    onResize: () => {},
  }
}
