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

/**
 * Where an account is kept. Both implementations pass the same contract suite. Who opens an account takes it
 * from whoever had it open: their commits fail as 'superseded' from then on.
 */
export interface Storage {
  /** Every record, in the order in which it was first put. Comes before the first commit. */
  load(): Promise<StoredRecord[]>
  /** Throws StorageError when the database refuses: nothing was changed then. */
  commit(batch: Batch, durability: Durability): Promise<void>
  readBlob(id: string): Promise<Uint8Array | undefined>
  blobIds(): Promise<string[]>
  clear(): Promise<void>
  close(): void
}

export type StorageRefusal =
  /** The browser has no more room. */
  | 'quota'
  /** Another engine has opened the account. */
  | 'superseded'
  /** The database is gone, or the browser has closed it. */
  | 'closed'
  /** The account has a form that this Sandcloud cannot read. */
  | 'form'
  | 'other'

export class StorageError extends Error {
  override readonly name = 'StorageError'
  constructor(
    readonly reason: StorageRefusal,
    message: string,
  ) {
    super(message)
  }
}
