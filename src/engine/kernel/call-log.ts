import type { CallRecord, CallSort } from './call-record.ts'
import type { Records, Scope } from './records.ts'
import type { Transaction } from './transaction.ts'

declare module './records.ts' {
  interface RecordKinds {
    'kernel.call': CallRecord
    /** By a long-lived key's id, in the region `global`: where it was used last. */
    'kernel.key-use': KeyUse
  }
}

export interface KeyUse {
  readonly time: number
  readonly service: string
  readonly region: string
}

interface CallLogOptions {
  records: Records
  commit(scope: Scope, body: (tx: Transaction) => void): Promise<void>
  /** Calls back after so many milliseconds of real time. Returns the cancellation. */
  later(milliseconds: number, callback: () => void): () => void
}

/** How many of each sort are remembered: looks are cheap and many, and must not push out what was done. */
export const callsKept: Readonly<Record<CallSort, number>> = { write: 1000, read: 500, data: 500 }

const patience = 1000

/**
 * Every call, newest last. A change is written in the commit that it makes; what changes nothing waits, and is
 * written a second later in one commit.
 */
export class CallLog {
  #pending: CallRecord[] = []
  #cancel: (() => void) | undefined
  /** Of each sort, oldest first, what is in the records. */
  readonly #kept: Record<CallSort, { scope: Scope; id: string }[]> = { write: [], read: [], data: [] }

  constructor(private readonly options: CallLogOptions) {}

  /** Finds what storage had. */
  load() {
    const found = [...this.options.records.everywhere('kernel.call')]
    found.sort((a, b) => a.record.time - b.record.time)
    for (const { scope, id, record } of found) this.#kept[record.sort].push({ scope, id })
  }

  /** Within the commit that the call makes. */
  join(tx: Transaction, record: CallRecord) {
    this.#put(tx, record)
    if (this.#pending.length > 0)
      for (const waiting of this.#taken()) this.#put(tx.in(waiting.region), waiting)
  }

  /** For a call that makes no commit. */
  add(record: CallRecord) {
    this.#pending.push(record)
    if (this.#pending.length > 2 * callsKept.read) this.#pending = withinBounds(this.#pending)
    this.#cancel ??= this.options.later(patience, () => {
      // Whose commit failed has been told.
      this.flush().catch(() => {})
    })
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const [first, ...others] = this.#taken()
    if (!first) return
    await this.options.commit(first, (tx) => {
      for (const record of [first, ...others]) this.#put(tx.in(record.region), record)
    })
  }

  /** Newest first. */
  list(): CallRecord[] {
    const written = [...this.options.records.everywhere('kernel.call')].map(({ record }) => record)
    return [...written, ...this.#pending].reverse().sort((a, b) => b.time - a.time)
  }

  clear() {
    this.#taken()
    for (const kept of Object.values(this.#kept)) kept.length = 0
  }

  #taken(): CallRecord[] {
    this.#cancel?.()
    this.#cancel = undefined
    const taken = withinBounds(this.#pending)
    this.#pending = []
    return taken
  }

  #put(tx: Transaction, record: CallRecord) {
    const kept = this.#kept[record.sort]
    const entry = { scope: tx.scope, id: record.id }
    tx.put('kernel.call', record.id, record)
    noteKey(tx, record)
    kept.push(entry)
    const oldest = kept.length > callsKept[record.sort] ? kept.shift() : undefined
    if (oldest) regionOf(tx, oldest.scope.region).delete('kernel.call', oldest.id)
    tx.onSettled((committed) => {
      // Memory is rolled back: the record is not there, and the oldest is there again.
      if (committed) return
      if (kept.includes(entry)) kept.splice(kept.indexOf(entry), 1)
      if (oldest) kept.unshift(oldest)
    })
  }
}

/** The record of a call is forgotten in time; where its key was used last is not. */
const noteKey = (tx: Transaction, { source, time, service, region }: CallRecord) => {
  const { accessKeyId } = source
  if (accessKeyId?.startsWith('AKIA'))
    regionOf(tx, 'global').put('kernel.key-use', accessKeyId, { time, service, region })
}

const regionOf = (tx: Transaction, region: string) => (tx.scope.region === region ? tx : tx.in(region))

/** The newest of each sort, in their order. */
function withinBounds(records: readonly CallRecord[]): CallRecord[] {
  if (records.length <= Math.min(...Object.values(callsKept))) return [...records]
  const room = { ...callsKept }
  return records
    .toReversed()
    .filter(({ sort }) => room[sort]-- > 0)
    .reverse()
}
