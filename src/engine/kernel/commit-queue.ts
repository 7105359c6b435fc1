import type { Batch, Storage, StoredRecord } from '../storage/storage.ts'
import type { RecordChange, Records } from './records.ts'
import { type Changes, isEmpty, undo } from './transaction.ts'

/** Changes that will be, or are being, written as one database transaction. */
class Group {
  readonly changes: Changes[] = []
  readonly done: Promise<void>
  resolve!: () => void
  reject!: (error: unknown) => void
  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    // A group that nobody happens to wait for must not count as an unhandled rejection.
    this.done.catch(() => {})
  }
}

/**
 * Commits in the order of decision. What is decided while one commit is on its way shares the next. If a
 * commit fails, it and everything decided since are undone, newest first, and fail together: memory never
 * shows what storage does not have.
 */
export class CommitQueue {
  #writing: Group | undefined
  #open: Group | undefined

  constructor(
    private readonly records: Records,
    private readonly storage: Storage,
    private readonly published: (changes: readonly RecordChange[]) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Adds changes; resolves when they, and all that they could have seen, are committed. */
  add(changes: Changes): Promise<void> {
    if (isEmpty(changes) && !changes.strict && changes.settled.length === 0) return this.settled()
    this.#open ??= new Group()
    this.#open.changes.push(changes)
    const { done } = this.#open
    if (!this.#writing) queueMicrotask(() => this.#next())
    return done
  }

  /** Resolves when everything decided so far is committed. A read waits for this too. */
  settled(): Promise<void> {
    return (this.#open ?? this.#writing)?.done ?? Promise.resolve()
  }

  async #next() {
    if (this.#writing || !this.#open) return
    const group = (this.#writing = this.#open)
    this.#open = undefined
    try {
      const strict = group.changes.some((changes) => changes.strict)
      await this.storage.commit(batchOf(group.changes), strict ? 'strict' : 'relaxed')
    } catch (error) {
      this.#fail(group, error)
      return
    }
    this.#writing = undefined
    for (const changes of group.changes) for (const settled of changes.settled) settled(true)
    group.resolve()
    this.published(group.changes.flatMap((changes) => changes.records))
    void this.#next()
  }

  #fail(group: Group, error: unknown) {
    const doomed = [group, ...(this.#open ? [this.#open] : [])]
    this.#writing = this.#open = undefined
    for (const each of doomed.toReversed())
      for (const changes of each.changes.toReversed()) undo(this.records, changes)
    for (const each of doomed) {
      for (const changes of each.changes) for (const settled of changes.settled) settled(false)
      each.reject(error)
    }
    this.failed(error)
  }
}

/** The last word on each record and blob, in the order of the first. */
const batchOf = (group: readonly Changes[]): Batch => {
  const records = new Map<string, StoredRecord>()
  const blobs = new Map<string, Uint8Array | undefined>()
  for (const changes of group) {
    for (const { account, region, kind, id, after } of changes.records)
      records.set(`${account}/${region}/${kind}/${id}`, { account, region, kind, id, record: after })
    for (const [id, bytes] of changes.blobs) blobs.set(id, bytes)
  }
  return { records: [...records.values()], blobs }
}
