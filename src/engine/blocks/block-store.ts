import { newBlobId, type RandomBytes } from '../kernel/id.ts'
import type { Transaction } from '../kernel/transaction.ts'
import type { Storage } from '../storage/storage.ts'
import type { BlockMap } from './block-map.ts'

/** Other blobs (S3's bodies, packages) are none of the blocks' business. */
const prefix = 'block/'

/** 16 MiB: machines have page caches of their own. */
const cacheSize = 32

/** The bytes behind block maps: staged into commits, read back, swept when no map names them any more. */
export class BlockStore {
  /** Staged and not yet settled, oldest first: a reader must see the newest. */
  readonly #staged = new Map<string, Uint8Array[]>()
  /** Least recently used first. */
  readonly #cache = new Map<string, Uint8Array>()
  readonly #reads = new Map<string, Promise<Uint8Array | undefined>>()
  readonly #pins = new Map<string, number>()
  /** Blobs that a volume has let go and that may have been the last of their kind. */
  readonly #dropped = new Set<string>()

  constructor(
    private readonly storage: Storage,
    private readonly random: RandomBytes,
  ) {}

  /** Puts a new block into the commit; `over` names one that may be overwritten. */
  stage(tx: Transaction, bytes: Uint8Array, over?: string): string {
    const cid = over ?? prefix + newBlobId(this.random)
    tx.putBlob(cid, bytes)
    this.#staged.set(cid, [...(this.#staged.get(cid) ?? []), bytes])
    this.#cache.delete(cid)
    this.#reads.delete(cid)
    tx.onSettled((committed) => {
      const left = (this.#staged.get(cid) ?? []).filter((each) => each !== bytes)
      if (left.length > 0) this.#staged.set(cid, left)
      else this.#staged.delete(cid)
      if (committed) this.#remember(cid, bytes)
    })
    return cid
  }

  async read(cid: string): Promise<Uint8Array | undefined> {
    const known = this.#staged.get(cid)?.at(-1) ?? this.#cache.get(cid)
    if (known) {
      if (this.#cache.has(cid)) this.#remember(cid, known)
      return known
    }
    let read = this.#reads.get(cid)
    if (!read) {
      read = this.storage.readBlob(cid)
      this.#reads.set(cid, read)
      const done = (bytes?: Uint8Array) => {
        // Overwritten meanwhile: what was read is old.
        if (this.#reads.get(cid) !== read) return
        this.#reads.delete(cid)
        if (bytes) this.#remember(cid, bytes)
      }
      read.then(done, () => done())
    }
    return read
  }

  /** Keeps blocks as they are, for a reader that takes its time. Returns the release. */
  pin(map: BlockMap): () => void {
    const pinned = [...map.values()]
    for (const cid of pinned) this.#pins.set(cid, (this.#pins.get(cid) ?? 0) + 1)
    let held = true
    return () => {
      if (!held) return
      held = false
      for (const cid of pinned) {
        const count = this.#pins.get(cid)! - 1
        if (count > 0) this.#pins.set(cid, count)
        else this.#pins.delete(cid)
      }
    }
  }

  isPinned = (cid: string) => this.#pins.has(cid)

  /** A volume no longer names the block: the next sweep looks at it. */
  drop(cid: string) {
    this.#dropped.add(cid)
  }

  /** Deletes those of the blocks that no map names, in the same commit: mark and sweep, no counts. */
  sweep(tx: Transaction, candidates: Iterable<string>) {
    const doomed = new Set([...candidates, ...this.#dropped])
    for (const cid of liveBlocks(tx)) doomed.delete(cid)
    for (const cid of doomed) {
      if (this.#pins.has(cid)) {
        this.#dropped.add(cid)
        continue
      }
      tx.deleteBlob(cid)
      tx.onSettled((committed) => {
        if (!committed) return
        this.#dropped.delete(cid)
        this.#cache.delete(cid)
      })
    }
  }

  /** Blobs of blocks in storage that no map names: left by a crash, or let go by a volume. */
  async orphans(tx: Transaction): Promise<string[]> {
    const live = new Set(liveBlocks(tx))
    return (await this.storage.blobIds()).filter((id) => id.startsWith(prefix) && !live.has(id))
  }

  clear() {
    for (const each of [this.#staged, this.#cache, this.#reads, this.#pins, this.#dropped]) each.clear()
  }

  #remember(cid: string, bytes: Uint8Array) {
    this.#cache.delete(cid)
    this.#cache.set(cid, bytes)
    if (this.#cache.size > cacheSize) this.#cache.delete(this.#cache.keys().next().value!)
  }
}

const mapKinds = ['ebs.volume-blocks', 'ebs.snapshot-blocks', 'ebs.image-blocks'] as const

function* liveBlocks(tx: Transaction): Iterable<string> {
  const seen = new Set<BlockMap>()
  for (const kind of mapKinds) {
    for (const { record } of tx.everywhere(kind)) {
      if (seen.has(record.map)) continue
      seen.add(record.map)
      yield* record.map.values()
    }
  }
}
