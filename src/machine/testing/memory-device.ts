import { chunkSize, type BlockDevice, type DirtyChunks } from '../fs/block-device.ts'

/** A disk in memory that can be resized, flushed and made to fail. */
export class MemoryDevice implements BlockDevice {
  readonly chunks = new Map<number, Uint8Array>()
  readonly serial: string
  readonly readOnly: boolean
  size: number
  /** What was asked of it. */
  reads = 0
  writes: { chunks: number[]; durability: 'strict' | 'relaxed' }[] = []
  /** When set, reads and writes reject with it. */
  failure: Error | undefined
  /** No more room: writes are refused, reads are not. */
  full = false
  #collect: (() => DirtyChunks) | undefined
  #resized: (() => void) | undefined

  constructor(size: number, options: { serial?: string; readOnly?: boolean } = {}) {
    this.size = size
    this.serial = options.serial ?? 'vol0123456789abcdef0'
    this.readOnly = options.readOnly ?? false
  }

  async readChunk(index: number): Promise<Uint8Array | undefined> {
    this.reads++
    if (this.failure) throw this.failure
    this.#check(index)
    return this.chunks.get(index)
  }

  async writeChunks(
    chunks: ReadonlyMap<number, Uint8Array>,
    durability: 'strict' | 'relaxed',
  ): Promise<void> {
    if (this.failure) throw this.failure
    if (this.full) throw new Error('no more room')
    this.writes.push({ chunks: [...chunks.keys()], durability })
    this.#put(chunks)
  }

  onFlush(collect: (() => DirtyChunks) | undefined): void {
    this.#collect = collect
  }

  onResize(changed: (() => void) | undefined): void {
    this.#resized = changed
  }

  /** Takes over what is dirty, as a snapshot does. Returns how many chunks that were. */
  flush(committed = true): number {
    const dirty = this.#collect?.()
    if (!dirty) return 0
    if (committed) this.#put(dirty.chunks)
    dirty.written(committed)
    return dirty.chunks.size
  }

  resize(size: number): void {
    this.size = size
    this.#resized?.()
  }

  #put(chunks: ReadonlyMap<number, Uint8Array>): void {
    for (const [index, bytes] of chunks) {
      this.#check(index)
      if (bytes.length !== chunkSize) throw new RangeError(`a chunk of ${bytes.length} bytes`)
      this.chunks.set(index, bytes)
    }
  }

  #check(index: number): void {
    if (index < 0 || index * chunkSize >= this.size) throw new RangeError(`no chunk ${index} on this disk`)
  }
}
