import { isErrno } from '../../../errno.ts'
import { makeDirectories } from '../../make-directories.ts'
import { nextElapse } from '../unit-file/calendar.ts'
import { type JobResult, LiveUnit } from './live-unit.ts'

const stampDirectory = '/var/lib/systemd/timers'

/** A timer: in the machine's wall time, which the learner may move ahead. */
export class TimerUnit extends LiveUnit {
  next: number | undefined
  last: number | undefined
  #cancel: (() => void) | undefined
  #spansDone = new Set<number>()

  get triggers(): string {
    return this.unit.timer!.unit
  }

  async start(): Promise<JobResult> {
    if (this.isUp) return 'done'
    this.#spansDone = new Set()
    const { persistent } = this.unit.timer!
    if (persistent) this.last ??= await this.#readStamp()
    this.become('active', 'waiting')
    // What came due while the machine was off is made up for once.
    const missed = persistent && this.last !== undefined && this.#calendarNext(this.last)
    this.#arm(typeof missed === 'number' && missed <= this.#now ? this.#now : undefined)
    return 'done'
  }

  async stop(): Promise<JobResult> {
    this.#cancel?.()
    this.#cancel = this.next = undefined
    this.become('inactive', 'dead')
    return 'done'
  }

  /** The unit that it triggers has begun or ended: spans are counted from then. */
  triggeredChanged(): void {
    if (this.isUp) this.#arm()
  }

  get #now(): number {
    return this.context.kernel.now()
  }

  #calendarNext(after: number): number | undefined {
    const times = this.unit.timer!.calendar.map(({ event }) => nextElapse(event, after))
    return earliest(times)
  }

  #arm(at?: number): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.next = at ?? this.#nextTime()
    if (this.next === undefined) {
      this.become('active', 'elapsed')
      return
    }
    if (this.sub === 'elapsed') this.become('active', 'waiting')
    this.#cancel = this.context.kernel.at(this.next, () => this.#elapsed())
  }

  #nextTime(): number | undefined {
    const now = this.#now
    const spans = this.unit.timer!.spans.map(({ base, after }, index) => {
      const from = this.#base(base)
      if (from === undefined) return undefined
      const time = from + after
      // Once each, but for those that go on from the triggered unit's own times.
      if (!base.startsWith('unit')) return this.#spansDone.has(index) ? undefined : Math.max(time, now)
      return this.last !== undefined && time <= this.last ? undefined : Math.max(time, now)
    })
    return earliest([this.#calendarNext(now), ...spans])
  }

  #base(base: 'boot' | 'active' | 'unit-active' | 'unit-inactive'): number | undefined {
    if (base === 'boot') return this.context.kernel.booted
    if (base === 'active') return this.activeSince
    const unit = this.context.find(this.triggers)
    if (base === 'unit-active') return unit?.activeSince ?? this.last
    return unit?.inactiveSince
  }

  async #elapsed(): Promise<void> {
    const due = this.next
    if (!this.isUp || due === undefined) return
    this.#cancel = undefined
    this.last = this.#now
    for (const [index, { base, after }] of this.unit.timer!.spans.entries())
      if (!base.startsWith('unit') && (this.#base(base) ?? 0) + after <= this.last) this.#spansDone.add(index)
    this.become('active', 'running')
    if (this.unit.timer!.persistent) await this.#writeStamp()
    const started = this.context.trigger(this.triggers)
    this.#arm()
    if (this.sub === 'running') this.become('active', 'waiting')
    await started
  }

  get #stamp(): string {
    return `${stampDirectory}/stamp-${this.name}`
  }

  async #readStamp(): Promise<number | undefined> {
    try {
      return (await this.context.kernel.init.process.stat(this.#stamp)).mtime
    } catch (error) {
      if (isErrno(error)) return undefined
      throw error
    }
  }

  async #writeStamp(): Promise<void> {
    const { process: init } = this.context.kernel.init
    try {
      await makeDirectories(init, stampDirectory)
      await init.writeFile(this.#stamp, '')
      await init.utimes(this.#stamp, this.last!, this.last!)
    } catch (error) {
      if (!isErrno(error)) throw error
      this.say(`${this.name}: Failed to write time stamp: ${error.message}`, 4)
    }
  }
}

const earliest = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
