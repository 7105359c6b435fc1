/** Volumes are read and written in chunks of this size: EBS's own block size. */
export const chunkSize = 524_288

/**
 * A disk as a machine sees it. Sparse: a chunk never written is undefined and reads as zeros.
 * The owner of the bytes (the engine) may ask at any time for what is dirty, see `onFlush`.
 */
export interface BlockDevice {
  /** The serial number, e.g. `vol0123456789abcdef0`: lsblk and /dev/disk/by-id show it. */
  readonly serial: string
  /** In bytes. Grows when the volume is modified. */
  readonly size: number
  readonly readOnly: boolean
  /** The caller must not change the bytes it gets. */
  readChunk(index: number): Promise<Uint8Array | undefined>
  /**
   * Writes the chunks in one transaction: all or none. The bytes are the device's afterwards.
   * 'strict' resolves when they are on the platter (fsync), 'relaxed' when they are in the database; a strict
   * write, even of nothing, makes the relaxed ones before it durable too. Writes take effect in the order of
   * the calls, and a flush counts as later than the calls before it.
   */
  writeChunks(chunks: ReadonlyMap<number, Uint8Array>, durability: 'strict' | 'relaxed'): Promise<void>
  /**
   * The machine says how to collect what is dirty: called synchronously in the middle of a snapshot,
   * stop or detach. It returns copies and counts them as written once `written` is called with true.
   */
  onFlush(collect: (() => DirtyChunks) | undefined): void
  /** Called when the size has changed. */
  onResize(changed: (() => void) | undefined): void
}

export interface DirtyChunks {
  chunks: ReadonlyMap<number, Uint8Array>
  /** Tells the cache whether the write was committed; if not, the chunks stay dirty. */
  written(committed: boolean): void
}
