import { chunkSize, type BlockDevice } from '../block-device.ts'
import type { FileSystem, Mounted } from '../file-system.ts'
import { type Chunk, ChunkMissing, ChunkStore } from './chunk-store.ts'
import { PageCache } from './page-cache.ts'
import { type Timer, WriteBack, realTimer } from './write-back.ts'

export interface CacheOptions {
  timer?: Timer
  /** In bytes: clean chunks above it are forgotten, and writers wait while more than half of it is dirty. */
  memory?: number
}

const defaultMemory = 64 * 1024 * 1024
/** Chunks loaded at once for one operation. */
const mostAhead = 32

/** A device with its page cache: synchronous operations on pages, and the means to wait for the device. */
export class CachedDisk {
  readonly pages: PageCache
  readonly #store: ChunkStore
  readonly #writeBack: WriteBack
  readonly #dirtyLimit: number

  constructor(
    readonly device: BlockDevice,
    { timer = realTimer, memory = defaultMemory }: CacheOptions = {},
  ) {
    const limit = Math.max(4, Math.floor(memory / chunkSize))
    this.#dirtyLimit = limit / 2
    this.#store = new ChunkStore(device, limit)
    this.#writeBack = new WriteBack(this.#store, timer)
    this.pages = new PageCache(this.#store, () => this.#writeBack.changed())
  }

  /** Runs the operation as one transaction; where it finds a chunk missing, loads it and starts over. */
  async run<T>(operation: () => T): Promise<T> {
    const pinned: Chunk[] = []
    let ahead = { from: -1, count: 0 }
    try {
      for (;;) {
        try {
          const result = this.pages.transaction(operation)
          if (this.#store.dirty.size > this.#dirtyLimit) await this.#slowDown()
          return result
        } catch (error) {
          if (!(error instanceof ChunkMissing)) throw error
          // An operation that goes on through the device would else start over at every chunk.
          const count = error.chunk === ahead.from ? Math.min(ahead.count * 2, mostAhead) : 1
          ahead = { from: error.chunk + count, count }
          await this.#load(error.chunk, count, pinned)
        }
      }
    } finally {
      for (const chunk of pinned) chunk.pins--
      this.#store.trim()
    }
  }

  sync(): Promise<void> {
    return this.#writeBack.sync()
  }

  async close(): Promise<void> {
    if (this.#store.closed) return
    await this.sync()
    this.abandon()
  }

  abandon(): void {
    this.#writeBack.stop()
    this.#store.close()
  }

  /** In bytes, for tests and `free`. */
  get memoryUsed(): number {
    return this.#store.size * chunkSize
  }

  async #load(first: number, count: number, pinned: Chunk[]): Promise<void> {
    const end = Math.min(first + count, Math.max(first + 1, Math.ceil(this.device.size / chunkSize)))
    const indexes = Array.from({ length: end - first }, (_, index) => first + index)
    const chunks = await Promise.all(indexes.map((index) => this.#store.load(index)))
    pinned.push(...chunks.filter((chunk) => chunk !== undefined))
  }

  /** The operation has succeeded: that the device cannot take it now is for sync to report. */
  async #slowDown(): Promise<void> {
    await this.#writeBack.relaxed().catch(() => {})
  }
}

/** A file system on a cached disk, as the kernel mounts it. */
export class MountedDisk<F extends FileSystem> implements Mounted<F> {
  constructor(
    readonly fs: F,
    readonly disk: CachedDisk,
  ) {}

  run<T>(operation: (fs: F) => T): Promise<T> {
    return this.disk.run(() => operation(this.fs))
  }

  sync(): Promise<void> {
    return this.disk.sync()
  }

  unmount(): Promise<void> {
    return this.disk.close()
  }

  abandon(): void {
    this.disk.abandon()
  }
}
