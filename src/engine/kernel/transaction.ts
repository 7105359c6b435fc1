import type { Kind, RecordChange, RecordKinds, Records, Scope } from './records.ts'

/** What an operation sees of the account's records while it decides: synchronous, private until it returns. */
export interface Transaction {
  readonly scope: Scope
  get<K extends Kind>(kind: K, id: string): RecordKinds[K] | undefined
  list<K extends Kind>(kind: K): RecordKinds[K][]
  entries<K extends Kind>(kind: K): [id: string, record: RecordKinds[K]][]
  put<K extends Kind>(kind: K, id: string, record: RecordKinds[K]): void
  delete(kind: Kind, id: string): void
  /** The same transaction in another region of the account. */
  in(region: string): Transaction
  /** Every record of a kind in all regions and accounts: for what is shared, such as blocks. */
  everywhere<K extends Kind>(kind: K): Iterable<{ scope: Scope; id: string; record: RecordKinds[K] }>
  /** Sets (or moves) the alarm `name` of `target`: its handler runs once engine time reaches `due`. */
  wake(name: string, target: string, due: number): void
  cancelAlarm(name: string, target: string): void
  putBlob(id: string, bytes: Uint8Array): void
  deleteBlob(id: string): void
  /** Told when the commit that holds this transaction has succeeded or failed. */
  onSettled(settled: (committed: boolean) => void): void
  /** The commit must be on the platter before it is answered. */
  strict(): void
}

/** The changes of one operation, with what it takes to undo them. */
export interface Changes {
  records: RecordChange[]
  blobs: Map<string, Uint8Array | undefined>
  settled: ((committed: boolean) => void)[]
  strict: boolean
}

export const isEmpty = (changes: Changes) => changes.records.length === 0 && changes.blobs.size === 0

/** Runs `body` on the records; a throw undoes everything it did. */
export const transact = <T>(
  records: Records,
  scope: Scope,
  body: (tx: Transaction) => T,
): { result: T; changes: Changes } => {
  const changes: Changes = { records: [], blobs: new Map(), settled: [], strict: false }
  try {
    return { result: body(transactionOn(records, scope, changes)), changes }
  } catch (error) {
    undo(records, changes)
    for (const settled of changes.settled) settled(false)
    throw error
  }
}

/** Puts the records back as they were before. */
export const undo = (records: Records, changes: Changes) => {
  for (const change of changes.records.toReversed())
    records.set(change, change.kind, change.id, change.before)
}

const transactionOn = (records: Records, scope: Scope, changes: Changes): Transaction => {
  const write = (kind: Kind, id: string, after: unknown) => {
    const before = records.shelf(scope, kind).get(id)
    if (before === undefined && after === undefined) return
    changes.records.push({ ...scope, kind, id, before, after } as RecordChange)
    records.set(scope, kind, id, after)
  }
  return {
    scope,
    get: <K extends Kind>(kind: K, id: string) =>
      records.shelf(scope, kind).get(id) as RecordKinds[K] | undefined,
    list: <K extends Kind>(kind: K) => [...records.shelf(scope, kind).values()] as RecordKinds[K][],
    entries: <K extends Kind>(kind: K) =>
      [...records.shelf(scope, kind)] as [id: string, record: RecordKinds[K]][],
    put: (kind, id, record) => write(kind, id, record),
    delete: (kind, id) => write(kind, id, undefined),
    in: (region) => transactionOn(records, { ...scope, region }, changes),
    everywhere: (kind) => records.everywhere(kind),
    wake: (name, target, due) => write('kernel.alarm', `${name} ${target}`, { name, target, due }),
    cancelAlarm: (name, target) => write('kernel.alarm', `${name} ${target}`, undefined),
    putBlob: (id, bytes) => changes.blobs.set(id, bytes),
    deleteBlob: (id) => changes.blobs.set(id, undefined),
    onSettled: (settled) => changes.settled.push(settled),
    strict: () => {
      changes.strict = true
    },
  }
}
