import { ErrnoError } from '../../errno.ts'
import type { DirtyChunks } from '../block-device.ts'
import type { Chunk, ChunkStore } from './chunk-store.ts'

/** Calls back once after the delay, unless the returned function is called before. */
export type Timer = (milliseconds: number, ring: () => void) => () => void

/** setTimeout that does not keep a Node process alive. */
export const realTimer: Timer = (milliseconds, ring) => {
  const timer: unknown = setTimeout(ring, milliseconds)
  ;(timer as { unref?: () => void }).unref?.()
  return () => clearTimeout(timer as number)
}

const delay = 500
/** After a refusal the delay doubles so often: the device may be full, and soon have room again. */
const mostDoublings = 3
/** Under steady writing the timer is put off this often, then it writes all the same. */
const patience = 4

/**
 * Brings dirty chunks to the device: durably on `sync`, by itself about half a second after the last
 * change, and synchronously when the device asks for them.
 */
export class WriteBack {
  #writes: Promise<void> = Promise.resolve()
  /** Relaxed writes may still be lost in a power cut: a sync must make them durable even if nothing is dirty. */
  #undurable = false
  #cancel: (() => void) | undefined
  #postponed = 0
  #changedSince = false
  #isAsked = false
  #inFlight: Chunk[] = []
  /** Writes refused since the last that went well. */
  #refusals = 0

  constructor(
    readonly store: ChunkStore,
    readonly timer: Timer,
  ) {}

  /** Something was changed. */
  changed(): void {
    if (this.store.dirty.size === 0) return
    // Only a cache that writes has something to say: the device listens to one.
    if (!this.#isAsked) this.store.device.onFlush(() => this.#collect())
    this.#isAsked = true
    this.#changedSince = true
    if (!this.#cancel) this.#arm()
  }

  async sync(): Promise<void> {
    await this.#write('strict')
  }

  async relaxed(): Promise<void> {
    await this.#write('relaxed')
  }

  /** No more timers, no more flushes. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#isAsked) this.store.device.onFlush(undefined)
    this.#isAsked = false
  }

  #arm(): void {
    this.#changedSince = false
    this.#cancel = this.timer(delay * 2 ** Math.min(this.#refusals, mostDoublings), () => {
      this.#cancel = undefined
      if (this.#changedSince && this.#postponed < patience && this.#refusals === 0) {
        this.#postponed++
        this.#arm()
        return
      }
      this.#postponed = 0
      // What failed stays dirty and is tried again after another delay; the next sync reports it.
      this.relaxed().catch(() => {})
    })
  }

  /** One write at a time, in order: an older state of a chunk must never land after a newer one. */
  #write(durability: 'strict' | 'relaxed'): Promise<void> {
    const turn = this.#writes.then(() => this.#writeNow(durability))
    this.#writes = turn.catch(() => {})
    return turn
  }

  async #writeNow(durability: 'strict' | 'relaxed'): Promise<void> {
    if (this.store.closed) throw new ErrnoError('EIO')
    if (this.store.dirty.size === 0 && (durability === 'relaxed' || !this.#undurable)) return
    const { chunks, written } = this.#take([...this.store.dirty])
    try {
      await this.store.device.writeChunks(chunks, durability)
    } catch {
      written(false)
      throw new ErrnoError('EIO')
    }
    written(true)
    this.#undurable = durability === 'relaxed'
  }

  #collect(): DirtyChunks {
    // Chunks whose write is under way come along: nobody knows yet whether that write will succeed.
    const underWay = this.#inFlight.filter((chunk) => !this.store.dirty.has(chunk))
    return this.#take([...this.store.dirty, ...underWay])
  }

  /** Copies of the chunks, which count as clean from now on unless the write turns out to have failed. */
  #take(taken: Chunk[]): DirtyChunks {
    const chunks = new Map<number, Uint8Array>()
    for (const chunk of taken) {
      chunks.set(chunk.index, chunk.bytes.slice())
      chunk.writing++
      this.#inFlight.push(chunk)
      this.store.dirty.delete(chunk)
    }
    let settled = false
    const written = (committed: boolean): void => {
      if (settled) return
      settled = true
      for (const chunk of taken) {
        chunk.writing--
        this.#inFlight.splice(this.#inFlight.indexOf(chunk), 1)
        if (!committed && !this.store.closed) this.store.dirty.add(chunk)
      }
      this.#refusals = committed ? 0 : this.#refusals + 1
      this.store.refused = !committed
      if (!committed) this.changed()
      this.store.trim()
    }
    return { chunks, written }
  }
}
