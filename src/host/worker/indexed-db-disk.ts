import { type IDBPDatabase, openDB } from 'idb'
import type { DirtyChunks } from '#machine'
import { Epoch, epochStore, storageError, superseded } from '#engine'
import type { LaptopDisk } from './laptop.ts'
import type { Track } from './save-states.ts'

const stores = ['chunks', epochStore]

/** A disk in an IndexedDB database of its own: chunks by index. Who opened it last writes to it. */
export const openIndexedDbDisk = async (name: string, size: number, track: Track): Promise<LaptopDisk> => {
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
  let collect: (() => DirtyChunks) | undefined
  const write: LaptopDisk['writeChunks'] = (chunks, durability) => track(() => put(chunks, durability))
  const put: LaptopDisk['writeChunks'] = async (chunks, durability) => {
    const tx = opened().transaction(stores, 'readwrite', { durability })
    const store = tx.objectStore('chunks')
    epoch.guard(tx)
    // What counts is the transaction's end: a full disk shows only there.
    for (const [index, bytes] of chunks) store.put(bytes, index).catch(() => {})
    await tx.done.catch((error) => {
      throw epoch.over ? superseded() : storageError(tx.error ?? error)
    })
  }
  return {
    serial: name,
    size,
    readOnly: false,
    isNew: (await database.count('chunks')) === 0,
    readChunk: (index) => opened().get('chunks', index) as Promise<Uint8Array | undefined>,
    writeChunks: write,
    onFlush(collector) {
      collect = collector
    },
    async flush() {
      const dirty = collect?.()
      if (!dirty) return
      try {
        await write(dirty.chunks, 'strict')
        dirty.written(true)
      } catch (error) {
        dirty.written(false)
        throw error
      }
    },
    // It does not grow.
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
