import { ErrnoError } from '../../errno.ts'
import { chunkSize, type BlockDevice } from '../block-device.ts'

export const pageSize = 4096
export const pagesPerChunk = chunkSize / pageSize

/** Thrown by a synchronous access to a part of the device that is not in memory; see `CachedDisk.run`. */
export class ChunkMissing extends Error {
  override readonly name = 'ChunkMissing'
  constructor(readonly chunk: number) {
    super(`chunk ${chunk} is not loaded`)
  }
}

export class Chunk {
  readonly bytes: Uint8Array
  readonly #pages: (Uint8Array | undefined)[] = []
  /** Per page, the savepoint that already holds its pre-image. */
  readonly saved = new Uint32Array(pagesPerChunk)
  /** The savepoint in which the chunk was allocated, if the device had none. */
  born = 0
  /** Writes to the device under way. */
  writing = 0
  /** Runs that need the chunk for their next attempt. */
  pins = 0
  lastUse = 0

  constructor(
    readonly index: number,
    bytes?: Uint8Array,
  ) {
    this.bytes = bytes?.slice() ?? new Uint8Array(chunkSize)
  }

  page(slot: number): Uint8Array {
    return (this.#pages[slot] ??= this.bytes.subarray(slot * pageSize, (slot + 1) * pageSize))
  }
}

/** Which chunks of a device are in memory, and which of them differ from what the device has. */
export class ChunkStore {
  readonly dirty = new Set<Chunk>()
  /** The device has refused the last write: what is dirty stays so. */
  refused = false
  readonly #chunks = new Map<number, Chunk>()
  /** Chunks that the device never had: they read as zeros and take no memory. */
  readonly #absent = new Set<number>()
  readonly #loading = new Map<number, Promise<void>>()
  #clock = 0
  #closed = false
  #last: Chunk | undefined

  constructor(
    readonly device: BlockDevice,
    /** How many clean chunks stay in memory. */
    readonly limit: number,
  ) {}

  /** The chunk, or undefined when the device has none there. Throws ChunkMissing when that is not known yet. */
  get(index: number): Chunk | undefined {
    const last = this.#last
    if (last?.index === index) return last
    const chunk = this.#chunks.get(index)
    if (chunk) {
      chunk.lastUse = ++this.#clock
      return (this.#last = chunk)
    }
    if (this.#closed) throw new ErrnoError('EIO')
    if (!this.#absent.has(index)) throw new ChunkMissing(index)
    return undefined
  }

  /** Throws EIO where a device that takes nothing would let what is dirty grow without end. */
  makeDirty(chunk: Chunk): void {
    if (this.refused && this.dirty.size >= this.limit) throw new ErrnoError('EIO')
    this.dirty.add(chunk)
  }

  /** Gives an absent chunk memory. */
  allocate(index: number): Chunk {
    const chunk = new Chunk(index)
    chunk.lastUse = ++this.#clock
    this.#absent.delete(index)
    this.#chunks.set(index, chunk)
    return chunk
  }

  /** Takes an allocation back. */
  deallocate(chunk: Chunk): void {
    this.#drop(chunk)
    this.#absent.add(chunk.index)
  }

  /** Returns the chunk pinned, if there is one: it stays until its `pins` go down again. */
  async load(index: number): Promise<Chunk | undefined> {
    if (this.#absent.has(index)) return undefined
    if (!this.#chunks.has(index)) {
      let loading = this.#loading.get(index)
      if (!loading) {
        loading = this.#read(index).finally(() => this.#loading.delete(index))
        this.#loading.set(index, loading)
      }
      await loading
    }
    const chunk = this.#chunks.get(index)
    if (chunk) chunk.pins++
    return chunk
  }

  async #read(index: number): Promise<void> {
    if (this.#closed) throw new ErrnoError('EIO')
    const bytes = await this.device.readChunk(index).catch(() => {
      throw new ErrnoError('EIO')
    })
    if (this.#closed) throw new ErrnoError('EIO')
    if (this.#chunks.has(index)) return
    if (bytes) this.#chunks.set(index, new Chunk(index, bytes))
    else this.#absent.add(index)
  }

  /** Forgets the clean chunks used longest ago, as far as there are too many. */
  trim(): void {
    // Asking the device again is cheap; a set of all the holes in 16 TiB would not be.
    if (this.#absent.size > 262_144) this.#absent.clear()
    if (this.#chunks.size - this.dirty.size <= this.limit) return
    const idle = [...this.#chunks.values()].filter(
      (chunk) => !this.dirty.has(chunk) && chunk.writing === 0 && chunk.pins === 0,
    )
    idle.sort((a, b) => a.lastUse - b.lastUse)
    // A quarter at once, so that the sorting is not done at every access.
    for (const chunk of idle.slice(0, Math.max(1, idle.length - Math.floor(this.limit * 0.75)))) {
      this.#drop(chunk)
    }
  }

  /** Forgets everything; later accesses give EIO. */
  close(): void {
    this.#closed = true
    this.#last = undefined
    this.dirty.clear()
    this.#chunks.clear()
    this.#absent.clear()
  }

  get closed(): boolean {
    return this.#closed
  }

  /** How many chunks are in memory. */
  get size(): number {
    return this.#chunks.size
  }

  #drop(chunk: Chunk): void {
    if (this.#last === chunk) this.#last = undefined
    this.dirty.delete(chunk)
    this.#chunks.delete(chunk.index)
  }
}
