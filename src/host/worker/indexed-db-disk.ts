import { type IDBPDatabase, openDB } from 'idb'
import type { LaptopDisk } from './laptop.ts'

/** A disk in an IndexedDB database of its own: chunks by index. */
export const openIndexedDbDisk = async (name: string, size: number): Promise<LaptopDisk> => {
  let database: IDBPDatabase | undefined
  const close = () => {
    database?.close()
    database = undefined
  }
  database = await openDB(name, 1, {
    upgrade: (db) => void db.createObjectStore('chunks'),
    blocking: close,
  })
  const opened = () => database ?? closed()
  return {
    serial: name,
    size,
    readOnly: false,
    isNew: (await database.count('chunks')) === 0,
    readChunk: (index) => opened().get('chunks', index) as Promise<Uint8Array | undefined>,
    async writeChunks(chunks, durability) {
      const tx = opened().transaction('chunks', 'readwrite', { durability })
      // What counts is the transaction's end: a full disk shows only there.
      for (const [index, bytes] of chunks) tx.store.put(bytes, index).catch(() => {})
      await tx.done
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
