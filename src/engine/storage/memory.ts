import { superseded } from './refusals.ts'
import type { Batch, Storage, StoredRecord } from './storage.ts'

const keyOf = (record: Omit<StoredRecord, 'record'>) =>
  `${record.account}/${record.region}/${record.kind}/${record.id}`

/** What is kept in memory, for those that open it one after the other. */
export class MemoryAccount {
  readonly records = new Map<string, StoredRecord>()
  readonly blobs = new Map<string, Uint8Array>()
  epoch = 0
}

/** An account that forgets: for tests and for `serve`. */
export const memoryStorage = (account = new MemoryAccount()): Storage => {
  const { records, blobs } = account
  const epoch = ++account.epoch
  const check = () => {
    if (epoch !== account.epoch) throw superseded()
  }
  return {
    load: async () => [...records.values()],
    commit: async (batch: Batch) => {
      check()
      for (const entry of batch.records) {
        if (entry.record === undefined) records.delete(keyOf(entry))
        else records.set(keyOf(entry), entry)
      }
      for (const [id, bytes] of batch.blobs) {
        if (bytes === undefined) blobs.delete(id)
        else blobs.set(id, bytes)
      }
    },
    readBlob: async (id) => blobs.get(id),
    blobIds: async () => [...blobs.keys()],
    clear: async () => {
      check()
      records.clear()
      blobs.clear()
    },
    close: () => {},
  }
}
