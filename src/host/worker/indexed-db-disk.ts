import { type IDBPDatabase, openDB } from 'idb'
import { Epoch, epochStore, superseded } from '#engine'
import type { LaptopDisk } from './laptop.ts'

const stores = ['chunks', epochStore]

/** A disk in an IndexedDB database of its own: chunks by index. Who opened it last writes to it. */
export const openIndexedDbDisk = async (name: string, size: number): Promise<LaptopDisk> => {
  let database: IDBPDatabase | undefined
  const close = () => {
    database?.close()
    database = undefined
  }
  database = await openDB(name, 2, {
    upgrade(db, from) {
      if (from < 1) db.createObjectStore('chunks')
      db.createObjectStore(epochStore)
    },
    blocking: close,
  })
  const epoch = await Epoch.begin(database)
  const opened = () => database ?? closed()
  return {
    serial: name,
    size,
    readOnly: false,
    isNew: (await database.count('chunks')) === 0,
    readChunk: (index) => opened().get('chunks', index) as Promise<Uint8Array | undefined>,
    async writeChunks(chunks, durability) {
      const tx = opened().transaction(stores, 'readwrite', { durability })
      const store = tx.objectStore('chunks')
      epoch.guard(tx)
      // What counts is the transaction's end: a full disk shows only there.
      for (const [index, bytes] of chunks) store.put(bytes, index).catch(() => {})
      await tx.done.catch((error) => {
        throw epoch.over ? superseded() : error
      })
    },
    // Nobody takes snapshots of it, and it does not grow.
    onFlush: () => {},
    onResize: () => {},
    async erase() {
      await opened().clear('chunks')
      close()
    },
  }
}

const closed = (): never => {
  throw new Error('The disk is closed.')
}
