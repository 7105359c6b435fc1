import { type Chunk, type ChunkStore, pageSize, pagesPerChunk } from './chunk-store.ts'

interface PageImage {
  chunk: Chunk
  slot: number
  bytes: Uint8Array
}

const zeroPage = new Uint8Array(pageSize)
const pooledImages = 512

/**
 * Synchronous 4 KiB pages over a device's chunks, with transactions: whatever is thrown inside one, every
 * page it touched and every state it noted with `undo` is as before. Transactions nest.
 */
export class PageCache {
  readonly #log: (PageImage | (() => void))[] = []
  readonly #images: Uint8Array[] = []
  #savepoint = 0
  #savepoints = 0

  constructor(
    readonly store: ChunkStore,
    /** Called after an outermost transaction that changed pages. */
    readonly changed: () => void,
  ) {}

  /** Called when a transaction that had changed something is undone: derived state must be forgotten. */
  onRollback: () => void = () => {}

  /** For reading only. Do not hold on to it across a `write` to the same page. */
  read(page: number): Uint8Array {
    return this.store.get(Math.floor(page / pagesPerChunk))?.page(page % pagesPerChunk) ?? zeroPage
  }

  /** For reading and writing, inside a transaction. */
  write(page: number): Uint8Array {
    if (this.#savepoint === 0) throw new Error('a page is written outside of a transaction')
    const slot = page % pagesPerChunk
    const index = Math.floor(page / pagesPerChunk)
    const chunk = this.store.get(index) ?? this.#allocate(index)
    const view = chunk.page(slot)
    // In a chunk that is new itself nothing was before; undoing takes all of it back.
    if (chunk.saved[slot] !== this.#savepoint && chunk.born !== this.#savepoint) {
      chunk.saved[slot] = this.#savepoint
      const bytes = this.#images.pop() ?? new Uint8Array(pageSize)
      bytes.set(view)
      this.#log.push({ chunk, slot, bytes })
    }
    if (!this.store.dirty.has(chunk)) {
      this.store.makeDirty(chunk)
      this.#log.push(() => this.store.dirty.delete(chunk))
    }
    return view
  }

  /** Makes the whole page zeros, without allocating anything where it is a hole of the device. */
  zero(page: number): void {
    if (!this.isHole(page)) this.write(page).fill(0)
  }

  /** Whether the device has nothing there at all. */
  isHole(page: number): boolean {
    return this.store.get(Math.floor(page / pagesPerChunk)) === undefined
  }

  /** Notes how to take back a change of state outside of the pages. */
  undo(restore: () => void): void {
    if (this.#savepoint !== 0) this.#log.push(restore)
  }

  transaction<T>(operation: () => T): T {
    const outer = this.#savepoint
    const mark = this.#log.length
    this.#savepoint = ++this.#savepoints
    try {
      return operation()
    } catch (error) {
      this.#rollBack(mark)
      throw error
    } finally {
      this.#savepoint = outer
      if (outer === 0) this.#commit()
    }
  }

  #allocate(index: number): Chunk {
    const chunk = this.store.allocate(index)
    chunk.born = this.#savepoint
    this.#log.push(() => this.store.deallocate(chunk))
    return chunk
  }

  #rollBack(mark: number): void {
    if (this.#log.length === mark) return
    while (this.#log.length > mark) {
      const entry = this.#log.pop()!
      if (typeof entry === 'function') entry()
      else {
        entry.chunk.page(entry.slot).set(entry.bytes)
        entry.chunk.saved[entry.slot] = 0
        this.#recycle(entry)
      }
    }
    this.onRollback()
  }

  #commit(): void {
    if (this.#log.length === 0) return
    for (const entry of this.#log) if (typeof entry === 'object') this.#recycle(entry)
    this.#log.length = 0
    this.changed()
  }

  #recycle(image: PageImage): void {
    if (this.#images.length < pooledImages) this.#images.push(image.bytes)
  }
}
