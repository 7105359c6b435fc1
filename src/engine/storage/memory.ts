import type { Batch, Storage, StoredRecord } from './storage.ts'

const keyOf = (record: Omit<StoredRecord, 'record'>) =>
  `${record.account}/${record.region}/${record.kind}/${record.id}`

/** An account that forgets: for tests and for `serve`. */
export const memoryStorage = (): Storage => {
  const records = new Map<string, StoredRecord>()
  const blobs = new Map<string, Uint8Array>()
  return {
    load: async () => [...records.values()],
    commit: async (batch: Batch) => {
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
      records.clear()
      blobs.clear()
    },
    close: () => {},
  }
}
