import { WaitQueue } from '../../kernel/wait-queue.ts'
import type { JournalEntry } from './entry.ts'

declare module '../../kernel/bus.ts' {
  interface BusNames {
    journal: Journal
  }
}

export type NewEntry = Pick<JournalEntry, 'message' | 'identifier'> & Partial<JournalEntry>

/** What waits for journald while it does not run, and what followers may be behind. */
const mostKept = 4096
const longestMessage = 48 * 1024

/** Writers wait while more than this is not on the disk yet. */
const mostUnwritten = 1024
const batch = 256

/** journald.conf(5): so many messages of one unit in so many milliseconds; the rest is counted. */
const rate = { interval: 30_000, burst: 10_000 }

interface Clock {
  now(): number
  uptime(): number
  readonly hostname: string
}

/**
 * The journal's entrance: takes messages, numbers them, and hands them to journald, which keeps them on the
 * disk, and to whoever follows.
 */
export class Journal {
  readonly boot: string
  /** Something was added. */
  readonly added = new WaitQueue()
  readonly #clock: Clock
  #lastSeq = 0
  /** The newest messages, written already or not. */
  readonly #recent: JournalEntry[] = []
  #writtenSeq = 0
  readonly #written = new WaitQueue()
  readonly #rates = new Map<string, { since: number; count: number; suppressed: number }>()
  /** journald runs, and will write. */
  hasWriter = false

  constructor(clock: Clock, boot: string) {
    this.#clock = clock
    this.boot = boot
  }

  /** Numbers go on where the disk's journal ends. */
  continueFrom(seq: number): void {
    for (const entry of this.#recent) entry.seq += seq
    this.#lastSeq += seq
    this.#writtenSeq += seq
  }

  add(entry: NewEntry): void {
    const source = entry.unit ?? entry.identifier
    if (entry.transport !== 'kernel' && this.#tooMany(source)) return
    this.#push(entry)
  }

  /** Messages after `seq` that are still in memory. */
  after(seq: number): JournalEntry[] {
    return this.#recent.filter((entry) => entry.seq > seq)
  }

  get lastSeq(): number {
    return this.#lastSeq
  }

  /** Resolves when there are messages after `seq`, and there may be by the time that it is called. */
  beyond(seq: number, givenUp: AbortSignal): Promise<void> {
    if (this.#lastSeq > seq) return Promise.resolve()
    return new Promise((resolve) => {
      const leave = this.added.add(resolve)
      givenUp.addEventListener('abort', leave)
    })
  }

  /** journald: what has not been written yet, as much of it as goes well together. */
  unwritten(): JournalEntry[] {
    return this.after(this.#writtenSeq).slice(0, batch)
  }

  /** Back-pressure: resolves when there is room for more. */
  async room(): Promise<void> {
    while (this.hasWriter && this.#lastSeq - this.#writtenSeq > mostUnwritten)
      await new Promise<void>((resolve) => this.#written.add(resolve))
  }

  wrote(seq: number): void {
    this.#writtenSeq = seq
    this.#written.wake()
  }

  get writtenSeq(): number {
    return this.#writtenSeq
  }

  /** Resolves when everything said so far is on the disk, at once if nobody writes. */
  async synced(): Promise<void> {
    const seq = this.#lastSeq
    while (this.hasWriter && this.#writtenSeq < seq)
      await new Promise<void>((resolve) => this.#written.add(resolve))
  }

  /** journald went: nobody shall wait for it. */
  writerGone(): void {
    this.hasWriter = false
    this.#written.wake()
  }

  #push(entry: NewEntry): void {
    const { message, ...rest } = entry
    this.#recent.push({
      time: this.#clock.now(),
      monotonic: this.#clock.uptime(),
      boot: this.boot,
      hostname: this.#clock.hostname,
      priority: 6,
      facility: 3,
      transport: 'journal',
      ...rest,
      message: message.length > longestMessage ? message.slice(0, longestMessage) : message,
      seq: ++this.#lastSeq,
    })
    if (this.#recent.length > mostKept) this.#recent.splice(0, this.#recent.length - mostKept)
    this.added.wake()
  }

  #tooMany(source: string): boolean {
    const now = this.#clock.uptime()
    let window = this.#rates.get(source)
    if (!window || now - window.since > rate.interval) {
      if (window && window.suppressed > 0) this.#sayMissed(source, window.suppressed)
      window = { since: now, count: 0, suppressed: 0 }
      this.#rates.set(source, window)
    }
    if (++window.count <= rate.burst) return false
    window.suppressed++
    return true
  }

  #sayMissed(source: string, count: number): void {
    this.#push({
      identifier: 'systemd-journald',
      priority: 4,
      message: `Suppressed ${count} messages from ${source}`,
      unit: 'systemd-journald.service',
    })
  }
}
