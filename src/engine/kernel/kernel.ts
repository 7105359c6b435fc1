import { type Storage, StorageError } from '../storage/storage.ts'
import { Alarms } from './alarms.ts'
import { AwsError } from './aws-error.ts'
import { type Pace, pacedDelay, type TimeSource } from './clock.ts'
import { CallLog } from './call-log.ts'
import { type CallRecord, type CallTrace, errorOf, sortOf } from './call-record.ts'
import { CommitQueue } from './commit-queue.ts'
import { newResourceId, newUuid, type RandomBytes } from './id.ts'
import type { CallContext, DecideContext, Facilities, Principal, Service } from './operation.ts'
import { type RecordChange, Records, type Scope } from './records.ts'
import { transact, type Transaction } from './transaction.ts'
import { Wakes } from './wakes.ts'

export interface KernelOptions {
  storage: Storage
  time: TimeSource
  random: RandomBytes
  services: readonly Service[]
  facilities: Facilities
  /** Throws what the service says if the caller may not. Everyone may everything if it is not given. */
  authorize?(call: Call, service: Service, tx: Transaction): void
  /** Commits that failed: the page says so. */
  onCommitFailed?(error: unknown): void
  /** A mistake of our own in what nobody waits for: an alarm's handler, a listener to commits. */
  onFault?(error: unknown): void
}

export interface Call {
  service: string
  operation: string
  input: unknown
  region: string
  principal: Principal
  requestId?: string
  /** What to remember of it. Without it, it leaves no trace. */
  trace?: CallTrace
}

/** While time is moved ahead, machines' timers go off so many times; what is due after that waits for the end. */
const mostWakes = 1000

const kernelScope: Scope = { account: '-', region: 'global' }

/** Runs operations and alarms on records, one decision at a time. Knows no service. */
export class Kernel {
  readonly records = new Records()
  /** Every call, for CloudTrail, the console and the lessons. */
  readonly calls: CallLog
  readonly #services: ReadonlyMap<string, Service>
  readonly #commits: CommitQueue
  readonly #alarms: Alarms
  readonly #wakes: Wakes
  readonly #listeners = new Set<(changes: readonly RecordChange[]) => void>()
  #pace: Pace = 'brisk'
  /** How far engine time is ahead of real time: the sum of the skips. */
  #ahead = 0

  private constructor(private readonly options: KernelOptions) {
    this.#services = new Map(options.services.map((service) => [service.name, service]))
    this.#commits = new CommitQueue(
      this.records,
      options.storage,
      (changes) => this.#published(changes),
      (error) => options.onCommitFailed?.(error),
    )
    this.calls = new CallLog({
      records: this.records,
      commit: (scope, body) => this.commit(scope, body),
      later: (milliseconds, callback) => options.time.at(options.time.now() + milliseconds, callback),
    })
    this.#wakes = new Wakes({
      now: () => this.now(),
      at: (due, callback) => options.time.at(due - this.#ahead, callback),
    })
    this.#alarms = new Alarms({
      now: () => this.now(),
      at: (due, callback) => options.time.at(due - this.#ahead, callback),
      fire: (scope, alarm) => this.#fire(scope, alarm.name, alarm.target, alarm.due),
    })
  }

  static async start(options: KernelOptions): Promise<Kernel> {
    const kernel = new Kernel(options)
    await kernel.#load()
    return kernel
  }

  /** Engine time, in milliseconds since the epoch. */
  now(): number {
    return this.options.time.now() + this.#ahead
  }

  /** How far engine time is ahead of real time, in milliseconds. */
  get ahead(): number {
    return this.#ahead
  }

  get pace(): Pace {
    return this.#pace
  }

  async setPace(pace: Pace): Promise<void> {
    this.#pace = pace
    await this.commit(kernelScope, (tx) => tx.put('kernel.setting', 'pace', pace))
  }

  /** Runs one operation. Throws AwsError; the answer waits until everything it rests on is committed. */
  async execute(call: Call): Promise<unknown> {
    try {
      return await this.#execute(call)
    } catch (error) {
      this.note(call, error)
      throw error
    }
  }

  /** Remembers a call that was refused before it came to be executed. */
  note(call: Call, error: unknown): void {
    const record = this.#record(call)
    if (record) this.calls.add({ ...record, error: errorOf(error) })
  }

  async #execute(call: Call): Promise<unknown> {
    const service = this.#services.get(call.service)
    const operation = service?.operations[call.operation]
    if (!service || !operation) throw notServed(call)
    const scope = { account: call.principal.accountId, region: call.region }
    this.options.authorize?.(call, service, this.read(scope))
    const begun = this.#context(scope, call.principal, call.requestId)
    const prepared = operation.prepare
      ? await operation.prepare(call.input as never, {
          ...begun,
          tx: this.read(scope),
          commit: (body) => this.commit(scope, body),
        })
      : undefined
    // Preparing takes its time.
    const context = operation.prepare ? this.#context(scope, call.principal, begun.requestId) : begun
    const record = this.#record({ ...call, requestId: context.requestId })
    const { result, changes } = transact(this.records, scope, (tx) => {
      const output = operation.decide(call.input as never, { ...context, tx }, prepared as never)
      if (record?.sort === 'write') this.calls.join(tx, { ...record, output: call.trace?.output(output) })
      return output
    })
    await this.#commits.add(changes)
    if (record && record.sort !== 'write') this.calls.add(record)
    return result
  }

  #record(call: Call): CallRecord | undefined {
    const { service, operation, requestId, principal, region, trace } = call
    if (!trace) return undefined
    const { random } = this.options
    return {
      id: newUuid(random),
      requestId: requestId ?? newUuid(random),
      time: this.now(),
      service,
      operation,
      sort: sortOf(operation, this.#services.get(service)?.dataOperations),
      account: principal.accountId,
      region,
      principal: { accountId: principal.accountId, arn: principal.arn, userId: principal.userId },
      source: trace.source,
      input: trace.input(),
    }
  }

  /** Commits changes that are no operation: a volume's blocks, a setting. */
  async commit<T>(scope: Scope, body: (tx: Transaction) => T): Promise<T> {
    const { result, changes } = transact(this.records, scope, body)
    await this.#commits.add(changes)
    return result
  }

  /** Commits what a service does by itself (a machine went off): decided as an operation is. */
  async decide<T>(scope: Scope, body: (context: DecideContext) => T): Promise<T> {
    return this.commit(scope, (tx) => body({ ...this.#context(scope, itself(scope)), tx }))
  }

  /** The records as they are, for reading. */
  read(scope: Scope): Transaction {
    return readOnly(transact(this.records, scope, (tx) => tx).result)
  }

  /** Resolves when everything decided so far is in storage. */
  settled(): Promise<void> {
    return this.#commits.settled()
  }

  /** Told after each commit what it changed. Returns the cancellation. */
  onCommit(listener: (changes: readonly RecordChange[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Calls back once, at `due` or soon after, for what lives beside the records. Time that is moved ahead stands still
   * meanwhile. Returns the cancellation.
   */
  at(due: number, callback: () => void | Promise<void>): () => void {
    return this.#wakes.add(due, callback)
  }

  /** Moves engine time ahead, firing every alarm on the way in due order, each at its own time. */
  async skip(milliseconds: number): Promise<void> {
    const end = this.now() + milliseconds
    let wakes = 0
    const next = () => {
      const wake = wakes < mostWakes ? this.#wakes.next() : undefined
      return Math.min(this.#alarms.nextDue() ?? Infinity, wake ?? Infinity)
    }
    for (let at = next(); at <= end; at = next()) {
      this.#ahead += Math.max(0, at - this.now())
      await this.#alarms.fireDue()
      await this.settled()
      wakes += await this.#wakes.fireDue()
    }
    this.#ahead += Math.max(0, end - this.now())
    await this.commit(kernelScope, (tx) => tx.put('kernel.setting', 'ahead', this.#ahead))
    this.#alarms.reschedule()
    this.#wakes.reschedule()
  }

  /** Throws everything away but the pace. */
  async reset(): Promise<void> {
    await this.settled().catch(() => {})
    this.#alarms.clear()
    this.calls.clear()
    this.records.clear()
    this.#ahead = 0
    await this.options.storage.clear()
    await this.setPace(this.#pace)
  }

  stop() {
    this.#alarms.clear()
    this.calls.clear()
    this.#wakes.clear()
    this.options.storage.close()
  }

  async #load() {
    for (const entry of await this.options.storage.load())
      this.records.set(entry, entry.kind, entry.id, entry.record)
    this.calls.load()
    const settings = this.records.shelf(kernelScope, 'kernel.setting')
    this.#pace = (settings.get('pace') as Pace | undefined) ?? 'brisk'
    this.#ahead = (settings.get('ahead') as number | undefined) ?? 0
    for (const { scope, record } of this.records.everywhere('kernel.alarm')) this.#alarms.set(scope, record)
    this.#alarms.reschedule()
  }

  #published(changes: readonly RecordChange[]) {
    for (const change of changes) {
      if (change.kind !== 'kernel.alarm') continue
      const { before, after } = change as RecordChange<'kernel.alarm'>
      if (before) this.#alarms.remove(change, before)
      if (after) this.#alarms.set(change, after)
    }
    this.#alarms.reschedule()
    // Whoever looks at the calls would otherwise be told of looking.
    const told = changes.filter(({ kind }) => kind !== 'kernel.call')
    if (told.length === 0) return
    for (const listener of this.#listeners) {
      try {
        listener(told)
      } catch (error) {
        this.options.onFault?.(error)
      }
    }
  }

  /** Whether it is done with: storage may have refused what it decided. */
  async #fire(scope: Scope, name: string, target: string, due: number): Promise<boolean> {
    const handler = this.options.services.flatMap((service) => service.alarms?.[name] ?? []).at(0)
    try {
      await this.decide(scope, (context) => {
        const id = `${name} ${target}`
        // Moved or cancelled since it came due.
        if (context.tx.get('kernel.alarm', id)?.due !== due) return
        context.tx.delete('kernel.alarm', id)
        handler?.(target, context)
      })
    } catch (error) {
      // A failed commit has been told already; what is no StorageError is a mistake in the handler.
      if (error instanceof StorageError) return !mayWorkLater(error)
      this.options.onFault?.(error)
    }
    return true
  }

  #context(scope: Scope, principal: Principal, requestId?: string): CallContext {
    const { random, facilities } = this.options
    const now = this.now()
    return {
      ...scope,
      principal,
      facilities,
      random,
      requestId: requestId ?? newUuid(random),
      now: new Date(now),
      pace: this.#pace,
      newId: (prefix) => newResourceId(prefix, random),
      after: (milliseconds) => now + pacedDelay(milliseconds, this.#pace),
    }
  }
}

/** An account that was closed, or is another engine's now, stays so. */
const mayWorkLater = ({ reason }: StorageError) => reason === 'quota' || reason === 'other'

const itself = (scope: Scope): Principal => ({
  accountId: scope.account,
  arn: 'arn:aws:sandcloud:engine',
  userId: 'engine',
})

/** A write from `prepare` is a mistake in our own code. */
const readOnly = (tx: Transaction): Transaction => {
  const refuse = () => {
    throw new TypeError('This transaction is for reading only: use commit, or decide')
  }
  return {
    ...tx,
    put: refuse,
    delete: refuse,
    wake: refuse,
    cancelAlarm: refuse,
    putBlob: refuse,
    deleteBlob: refuse,
    in: (region) => readOnly(tx.in(region)),
  }
}

const notServed = ({ service, operation }: Call) =>
  new AwsError(
    'InvalidAction',
    `The action ${operation} is not valid for this web service. (Sandcloud does not serve ${service}:${operation} yet.)`,
  )
