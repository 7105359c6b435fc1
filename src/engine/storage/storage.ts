import type { Kind } from '../kernel/records.ts'

/** A record as it is kept. `record` is any structured-cloneable value. */
export interface StoredRecord {
  account: string
  region: string
  kind: Kind
  id: string
  record: unknown
}

/** One commit: all of it becomes true, or none. */
export interface Batch {
  /** `record` undefined: delete it. */
  records: readonly StoredRecord[]
  /** Bytes undefined: delete the blob. */
  blobs: ReadonlyMap<string, Uint8Array | undefined>
}

/** 'strict' resolves when the bytes are on the platter; 'relaxed' when the database has them. */
export type Durability = 'strict' | 'relaxed'

/** Where an account is kept. Both implementations pass the same contract suite. */
export interface Storage {
  /** Every record, in the order in which it was first put. Comes before the first commit. */
  load(): Promise<StoredRecord[]>
  /** Throws StorageError when the database refuses (quota, closed, a newer engine): nothing was changed then. */
  commit(batch: Batch, durability: Durability): Promise<void>
  readBlob(id: string): Promise<Uint8Array | undefined>
  blobIds(): Promise<string[]>
  clear(): Promise<void>
  close(): void
}

export class StorageError extends Error {
  override readonly name = 'StorageError'
  constructor(
    readonly reason: 'quota' | 'closed' | 'other',
    message: string,
  ) {
    super(message)
  }
}
