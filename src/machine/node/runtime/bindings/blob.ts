import { concat } from '../../../bytes.ts'
import { nextTurn } from '../event-loop.ts'

interface Handle {
  readonly bytes: Uint8Array
}

/** A Blob's bytes. Kept whole: they are in this thread's memory anyway. */
class BlobHandle implements Handle {
  constructor(readonly bytes: Uint8Array) {}

  slice(start: number, end: number): BlobHandle {
    return new BlobHandle(this.bytes.subarray(start, end))
  }

  /** A reader gives everything once, then says that it was all. */
  getReader(): { pull(callback: (status: number, buffer?: ArrayBuffer, last?: unknown) => void): void } {
    let given = false
    return {
      pull: (callback) => {
        const first = !given
        given = true
        nextTurn(() =>
          first && this.bytes.length > 0 ? callback(1, this.bytes.slice().buffer) : callback(0),
        )
      },
    }
  }
}

type Source = ArrayBuffer | ArrayBufferView | [number, Handle] | Handle

function bytesOf(source: Source): Uint8Array {
  if (Array.isArray(source)) return source[1].bytes
  if (source instanceof BlobHandle) return source.bytes
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
  return new Uint8Array(source as ArrayBuffer)
}

const stored = new Map<string, [handle: Handle, length: number, type: string]>()

export const binding = {
  createBlob: (sources: Source[]) => new BlobHandle(concat(sources.map(bytesOf))),
  concat: (sources: Source[]) => concat(sources.map(bytesOf)).buffer,
  storeDataObject: (id: string, handle: Handle, length: number, type: string) =>
    void stored.set(id, [handle, length, type]),
  getDataObject: (id: string) => stored.get(id),
  revokeObjectURL: (url: string) => void stored.delete(url.split(':').at(-1) ?? ''),
  createBlobFromFilePath: () => undefined,
}
