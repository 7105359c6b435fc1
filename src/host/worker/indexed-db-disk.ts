import { type IDBPDatabase, openDB } from 'idb'
import type { BlockDevice } from '#machine'

/** A disk of its own in IndexedDB: the laptop's, which is no EBS volume. Chunks by index. */
export const openDisk = async (
  name: string,
  size: number,
): Promise<BlockDevice & { isNew: boolean; erase(): Promise<void>; close(): void }> => {
  let database: IDBPDatabase | undefined = await openDB(name, 1, {
    upgrade: (db) => void db.createObjectStore('chunks'),
    blocking: () => disk.close(),
  })
  const opened = () => database ?? raise()
  const disk = {
    serial: name,
    size,
    readOnly: false,
    isNew: (await database.count('chunks')) === 0,
    readChunk: (index: number) => opened().get('chunks', index) as Promise<Uint8Array | undefined>,
    async writeChunks(chunks: ReadonlyMap<number, Uint8Array>, durability: 'strict' | 'relaxed') {
      const tx = opened().transaction('chunks', 'readwrite', { durability })
      for (const [index, bytes] of chunks) tx.store.put(bytes, index).catch(() => {})
      await tx.done
    },
    // Nobody takes snapshots of it, and it does not grow.
    onFlush: () => {},
    onResize: () => {},
    erase: () => opened().clear('chunks'),
    close() {
      database?.close()
      database = undefined
    },
  }
  return disk
}

const raise = (): never => {
  throw new Error('The disk is closed.')
}
