import type { DirtyChunks, VolumeDevice } from '../hypervisor.ts'
import type { Scope } from '../kernel/records.ts'
import type { Transaction } from '../kernel/transaction.ts'
import { blockSize } from './block-map.ts'
import type { BlockStore } from './block-store.ts'

export interface DeviceOptions {
  scope: Scope
  volumeId: string
  /** In bytes. */
  size: number
  blocks: BlockStore
  commit<T>(scope: Scope, body: (tx: Transaction) => T): Promise<T>
  read(scope: Scope): Transaction
}

/** A volume as the machine to which it is attached reads and writes it. */
export class EbsDevice implements VolumeDevice {
  readonly serial: string
  readonly readOnly = false
  #size: number
  #collect: (() => DirtyChunks) | undefined
  #resized: (() => void) | undefined
  #detached = false
  /** Something was written in relaxed commits only. */
  #relaxed = false

  constructor(private readonly options: DeviceOptions) {
    this.serial = options.volumeId.replace('-', '')
    this.#size = options.size
  }

  get size() {
    return this.#size
  }

  async readChunk(index: number): Promise<Uint8Array | undefined> {
    this.#check(index)
    const { blocks, read, scope, volumeId } = this.options
    const cid = read(scope).get('ebs.volume-blocks', volumeId)?.map.get(index)
    if (cid === undefined) return undefined
    const bytes = await blocks.read(cid)
    if (!bytes) throw new Error(`Block ${index} of ${volumeId} is lost: storage has no ${cid}`)
    return bytes
  }

  async writeChunks(
    chunks: ReadonlyMap<number, Uint8Array>,
    durability: 'strict' | 'relaxed',
  ): Promise<void> {
    const strict = durability === 'strict'
    if (chunks.size === 0 && !(strict && this.#relaxed))
      return this.options.commit(this.options.scope, () => {})
    // Taken back before the commit: a relaxed write that comes meanwhile counts for the next strict one.
    if (strict) this.#relaxed = false
    else this.#relaxed = true
    try {
      await this.options.commit(this.options.scope, (tx) => this.#write(tx, chunks, strict))
    } catch (error) {
      this.#relaxed = true
      throw error
    }
  }

  onFlush(collect: (() => DirtyChunks) | undefined) {
    this.#collect = collect
  }

  onResize(changed: (() => void) | undefined) {
    this.#resized = changed
  }

  /** What the machine has not written yet goes into this very commit. */
  flush(tx: Transaction) {
    if (this.#detached) return
    tx.strict()
    const dirty = this.#collect?.()
    if (!dirty) return
    tx.onSettled((committed) => dirty.written(committed))
    if (dirty.chunks.size > 0) this.#write(tx, dirty.chunks, true)
  }

  /** Brings what the machine has not written yet into a commit of its own. */
  async sync() {
    await this.options.commit(this.options.scope, (tx) => this.flush(tx))
  }

  resize(size: number) {
    this.#size = size
    this.#resized?.()
  }

  /** The cable is pulled: what the machine still sends is refused. */
  detach() {
    this.#detached = true
    this.#collect = this.#resized = undefined
  }

  #write(tx: Transaction, chunks: ReadonlyMap<number, Uint8Array>, strict: boolean) {
    const { blocks, volumeId } = this.options
    const before = tx.get('ebs.volume-blocks', volumeId)
    if (!before) throw new Error(`${volumeId} is gone`)
    for (const [index, bytes] of chunks) {
      this.#check(index)
      if (bytes.length !== blockSize)
        throw new RangeError(`A block has ${blockSize} bytes, not ${bytes.length}`)
    }
    const map = new Map(before.map)
    const own = new Set(before.own)
    // A strict write of nothing puts the map again: a transaction that writes nothing makes nothing durable.
    let changed = chunks.size === 0
    for (const [index, bytes] of chunks) {
      const old = map.get(index)
      const over = old !== undefined && own.has(index) && !blocks.isPinned(old) ? old : undefined
      const cid = blocks.stage(tx, bytes, over)
      if (cid === old) continue
      if (old !== undefined) blocks.drop(old)
      map.set(index, cid)
      own.add(index)
      changed = true
    }
    if (changed) tx.put('ebs.volume-blocks', volumeId, { ...before, map, own })
    if (strict) tx.strict()
  }

  #check(index: number) {
    if (this.#detached) throw new Error(`${this.options.volumeId} is detached`)
    if (!Number.isInteger(index) || index < 0 || index * blockSize >= this.#size)
      throw new RangeError(`Block ${index} is beyond the end of ${this.options.volumeId}`)
  }
}
