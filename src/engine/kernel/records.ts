/**
 * The kinds of record and their types. Each service adds its own:
 * `declare module '../../kernel/records.ts' { interface RecordKinds { 'ec2.volume': VolumeRecord } }`
 */
export interface RecordKinds {
  'kernel.alarm': AlarmRecord
  'kernel.setting': unknown
}

export type Kind = keyof RecordKinds

export interface AlarmRecord {
  name: string
  target: string
  /** Engine time, in milliseconds. */
  due: number
}

/** Where a record lives. Global services use the region `global`. */
export interface Scope {
  account: string
  region: string
}

export interface RecordChange<K extends Kind = Kind> extends Scope {
  kind: K
  id: string
  before: RecordKinds[K] | undefined
  after: RecordKinds[K] | undefined
}

type Shelf = Map<string, unknown>

/**
 * All records, in memory: account → region → kind → id. Records are values: they are replaced, never
 * changed in place, so that a reader may keep what it got.
 */
export class Records {
  readonly #shelves = new Map<string, Shelf>()

  shelf(scope: Scope, kind: Kind): Shelf {
    const key = `${scope.account}/${scope.region}/${kind}`
    let shelf = this.#shelves.get(key)
    if (!shelf) this.#shelves.set(key, (shelf = new Map()))
    return shelf
  }

  set(scope: Scope, kind: Kind, id: string, record: unknown) {
    if (record === undefined) this.shelf(scope, kind).delete(id)
    else this.shelf(scope, kind).set(id, record)
  }

  /** Every record of a kind, in every account and region. */
  *everywhere<K extends Kind>(kind: K): Iterable<{ scope: Scope; id: string; record: RecordKinds[K] }> {
    for (const [key, shelf] of this.#shelves) {
      const [account, region, of] = key.split('/') as [string, string, string]
      if (of !== kind) continue
      for (const [id, record] of shelf)
        yield { scope: { account, region }, id, record: record as RecordKinds[K] }
    }
  }

  clear() {
    this.#shelves.clear()
  }
}
