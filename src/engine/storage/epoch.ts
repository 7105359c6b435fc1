import type { IDBPDatabase, IDBPTransaction } from 'idb'

/** The object store, of one row, that every database with a fence has. */
export const epochStore = 'epoch'

const row = 'now'

/**
 * Who opened a database last owns it. Each opening raises the epoch, and every transaction that writes looks
 * whether it is still its own: an engine that was frozen, or whose lock was stolen, can write nothing more.
 */
export class Epoch {
  #over = false

  private constructor(private readonly mine: number) {}

  static async begin(database: IDBPDatabase): Promise<Epoch> {
    const tx = database.transaction(epochStore, 'readwrite', { durability: 'strict' })
    const mine = ((await tx.store.get(row)) ?? 0) + 1
    void tx.store.put(mine, row)
    await tx.done
    return new Epoch(mine)
  }

  /** Somebody else has opened the database since. */
  get over(): boolean {
    return this.#over
  }

  /** Aborts the transaction, which must include the epoch's store, unless the database is still ours. */
  guard(tx: IDBPTransaction<unknown, string[], 'readwrite'>) {
    tx.objectStore(epochStore)
      .get(row)
      .then((now) => {
        if (now === this.mine) return
        this.#over = true
        tx.abort()
      })
      // Of a transaction that has failed already.
      .catch(() => {})
  }
}
