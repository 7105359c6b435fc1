import { type IDBPDatabase, openDB } from 'idb'
import { Epoch, epochStore } from './epoch.ts'
import { deleted, storageError, superseded } from './refusals.ts'
import { type Batch, type Durability, type Storage, StorageError, type StoredRecord } from './storage.ts'

/** Records stand under a growing number, so that `load` gives them in the order in which they came. */
interface Row extends StoredRecord {
  order: number
}

type Key = [account: string, region: string, kind: string, id: string]

const placeOf = ({ account, region, kind, id }: StoredRecord) => JSON.stringify([account, region, kind, id])

const recordKey = ['account', 'region', 'kind', 'id']
const stores = ['records', 'blobs', epochStore]

/** An account in IndexedDB: `records` (rows keyed by their place), `blobs` (bytes keyed by id), and its epoch. */
export const indexedDbStorage = async (name: string): Promise<Storage> => {
  let closed: StorageError | undefined
  const database: IDBPDatabase = await openDB(name, 2, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('records', { keyPath: recordKey })
        db.createObjectStore('blobs')
      }
      db.createObjectStore(epochStore)
    },
    blocking: (_, wanted) => {
      closed = wanted === null ? deleted() : superseded()
      database.close()
    },
    terminated: () => {
      closed = new StorageError('closed', 'The browser has closed the database. Reload this page.')
    },
  }).catch((error: unknown) => {
    throw storageError(error)
  })
  const epoch = await Epoch.begin(database)
  const orders = new Map<string, number>()
  let next = 0

  const rowOf = (entry: StoredRecord): Row => {
    const key = placeOf(entry)
    let order = orders.get(key)
    if (order === undefined) orders.set(key, (order = next++))
    return { ...entry, order }
  }

  return {
    async load() {
      const rows = (await database.getAll('records')) as Row[]
      rows.sort((a, b) => a.order - b.order)
      for (const row of rows) {
        orders.set(placeOf(row), row.order)
        next = Math.max(next, row.order + 1)
      }
      return rows.map(({ account, region, kind, id, record }) => ({ account, region, kind, id, record }))
    },

    async commit(batch: Batch, durability: Durability) {
      if (closed) throw closed
      const tx = database.transaction(stores, 'readwrite', { durability })
      const records = tx.objectStore('records')
      const blobs = tx.objectStore('blobs')
      // Each request's own promise is left alone: what counts is the transaction's end, and a full disk
      // shows only there, as the reason of its abort.
      const ignore = () => {}
      try {
        epoch.guard(tx)
        for (const entry of batch.records) {
          const key: Key = [entry.account, entry.region, entry.kind, entry.id]
          if (entry.record === undefined) records.delete(key).catch(ignore)
          else records.put(rowOf(entry)).catch(ignore)
        }
        for (const [id, bytes] of batch.blobs) {
          if (bytes === undefined) blobs.delete(id).catch(ignore)
          else blobs.put(bytes, id).catch(ignore)
        }
        await tx.done
        for (const entry of batch.records) if (entry.record === undefined) orders.delete(placeOf(entry))
      } catch (error) {
        abandon(tx)
        throw epoch.over ? superseded() : storageError(tx.error ?? error)
      }
    },

    readBlob: (id) => database.get('blobs', id) as Promise<Uint8Array | undefined>,
    blobIds: async () => (await database.getAllKeys('blobs')) as string[],
    async clear() {
      if (closed) throw closed
      const tx = database.transaction(stores, 'readwrite')
      epoch.guard(tx)
      for (const store of ['records', 'blobs'])
        tx.objectStore(store)
          .clear()
          .catch(() => {})
      await tx.done.catch((error) => {
        throw epoch.over ? superseded() : storageError(error)
      })
      orders.clear()
      next = 0
    },
    close: () => {
      closed = new StorageError('closed', 'The account was closed.')
      database.close()
    },
  }
}

/** A put that throws at once (a value that cannot be cloned) would leave its predecessors to be committed. */
const abandon = (tx: { abort(): void; done: Promise<void> }) => {
  tx.done.catch(() => {})
  try {
    tx.abort()
  } catch {
    // It has ended already.
  }
}
