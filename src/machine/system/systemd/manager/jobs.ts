import { ProcessGone } from '../../../kernel/process-gone.ts'
import { byItself } from './by-itself.ts'
import { type JobResult, LiveUnit } from './live-unit.ts'
import type { ServiceManager } from './manager.ts'
import { ServiceUnit } from './service-unit.ts'
import { beginLine, endLines, titleOf } from './status-lines.ts'
import { isAfter, orderingCycle } from './transaction.ts'
import { UnitError } from './unit-error.ts'

type JobType = 'start' | 'stop'

interface Job {
  live: LiveUnit
  type: JobType
  done: Promise<JobResult>
  /** It has not begun, and shall not. */
  canceled?: boolean
  result?: JobResult
}

/** What is being started and stopped: which other units that takes, and in which order. */
export class Jobs {
  readonly #jobs = new Map<string, Job>()
  booting = false

  constructor(private readonly manager: ServiceManager) {}

  has(name: string): boolean {
    return this.#jobs.has(name)
  }

  list(): { name: string; type: JobType }[] {
    return [...this.#jobs.values()].map(({ live, type }) => ({ name: live.name, type }))
  }

  /** Resolves when nothing is being started or stopped. */
  async idle(): Promise<void> {
    while (this.#jobs.size > 0) await Promise.all([...this.#jobs.values()].map(({ done }) => done))
  }

  /** What waits for its turn is not started any more. */
  cancelStarts(): void {
    for (const job of this.#jobs.values()) if (job.type === 'start') job.canceled = true
  }

  /** Starts a unit and what it needs. Throws UnitError for what cannot be started. */
  async start(name: string): Promise<JobResult> {
    const wanted = new Map<string, LiveUnit>()
    const anchor = await this.#collect(name, wanted)
    this.#breakCycles(wanted, anchor.name)
    for (const { unit } of wanted.values())
      for (const other of unit.conflicts) {
        const live = this.manager.find(other)
        if (live && !live.isDown && !wanted.has(other)) byItself(this.stop(other))
      }
    const jobs = [...wanted.values()].map((live) => this.#queue(live, 'start'))
    return jobs.find(({ live }) => live === anchor)?.done ?? 'done'
  }

  /** Stops a unit and what cannot be without it. */
  async stop(name: string): Promise<JobResult> {
    const anchor = await this.manager.load(name)
    const jobs = this.#dependents(anchor).map((live) => this.#queue(live, 'stop'))
    return (await Promise.all(jobs.map(({ done }) => done)))[0] ?? 'done'
  }

  /** Stops and starts; what had to go with it comes back with it. */
  async restart(name: string): Promise<JobResult> {
    const anchor = await this.manager.load(name)
    this.manager.check(anchor)
    const others = this.#dependents(anchor).filter((live) => live !== anchor && !live.isDown)
    await this.stop(name)
    const result = await this.start(name)
    for (const { name: other } of others) byItself(this.start(other))
    return result
  }

  /** ExecReload=: no other unit has a part in it. */
  async reload(live: LiveUnit): Promise<JobResult> {
    const { manager } = this
    const title = titleOf(live, manager.format)
    manager.say(live.name, `Reloading ${title}...`)
    const result = (await live.reload?.()) ?? 'failed'
    if (result === 'done') manager.say(live.name, `Reloaded ${title}.`)
    else manager.say(live.name, `Reload failed for ${title}.`, 3)
    return result
  }

  /** Everything that is up goes, what depends on others before those. */
  async stopAll(except: (live: LiveUnit) => boolean): Promise<void> {
    const up = this.manager.loaded().filter((live) => !live.isDown && !except(live))
    await Promise.all(up.map((live) => this.#queue(live, 'stop').done))
  }

  async #collect(name: string, into: Map<string, LiveUnit>): Promise<LiveUnit> {
    const live = await this.manager.load(name)
    this.manager.check(live)
    if (into.has(live.name)) return live
    // What is up needs no job; what it needs is up with it.
    if (live.isUp && this.#jobs.get(live.name)?.type !== 'stop') return live
    into.set(live.name, live)
    const { requires, bindsTo, requisite, wants } = live.unit
    try {
      for (const other of [...requires, ...bindsTo]) await this.#collect(other, into)
      for (const other of requisite)
        if (!(await this.manager.load(other)).isUp)
          throw new UnitError('refused', `Unit ${other} is not active.`)
    } catch (error) {
      if (error instanceof UnitError) into.delete(live.name)
      throw error
    }
    for (const other of wants)
      await this.#collect(other, into).catch((error: unknown) => {
        if (!(error instanceof UnitError)) throw error
        if (error.kind !== 'not-found')
          this.manager.say(
            live.name,
            `${live.name}: Cannot add dependency job, ignoring: ${error.message}`,
            4,
          )
      })
    return live
  }

  #breakCycles(units: Map<string, LiveUnit>, anchor: string): void {
    for (;;) {
      const cycle = orderingCycle(new Map([...units].map(([name, { unit }]) => [name, unit])))
      if (!cycle) return
      const left = cycle.find((name) => name !== anchor) ?? cycle[0]!
      const say = (message: string): void => this.manager.say(cycle[0]!, `${cycle[0]}: ${message}`, 4)
      say(`Found ordering cycle on ${cycle[1] ?? cycle[0]}/start`)
      for (const name of cycle.slice(2)) say(`Found dependency on ${name}/start`)
      say(`Job ${left}/start deleted to break ordering cycle starting with ${cycle[0]}/start`)
      this.manager.show(`[\x1b[0;1;31m SKIP \x1b[0m] Ordering cycle found, skipping ${left}`)
      units.delete(left)
    }
  }

  /** The unit itself first, then those that require it or are part of it. */
  #dependents(anchor: LiveUnit): LiveUnit[] {
    const found = new Set([anchor])
    for (const live of found)
      for (const other of this.manager.loaded()) {
        const { requires, bindsTo, partOf } = other.unit
        const leans = requires.has(live.name) || bindsTo.has(live.name) || partOf.has(live.name)
        if (leans && !other.isDown) found.add(other)
      }
    return [...found]
  }

  /** The unit's job of this type: the one it has, or a new one that begins after the one it has. */
  #queue(live: LiveUnit, type: JobType): Job {
    const current = this.#jobs.get(live.name)
    if (current?.type === type) return current
    const job: Job = { live, type, done: Promise.resolve('done') }
    this.#jobs.set(live.name, job)
    job.done = this.#perform(job, current).catch((error: unknown): JobResult => {
      if (!(error instanceof ProcessGone)) throw error
      // The machine has been switched off under it.
      this.#end(job, 'canceled')
      return 'canceled'
    })
    return job
  }

  async #perform(job: Job, before: Job | undefined): Promise<JobResult> {
    const { type } = job
    // The others of this transaction get their places first.
    await Promise.resolve()
    if (before && type === 'start') await before.done
    const failed = await this.#turn(job)
    const result = job.canceled && job.live.isDown ? 'canceled' : (failed ?? (await this.#run(job)))
    this.#end(job, result)
    this.#report(job, result)
    return result
  }

  #end(job: Job, result: JobResult): void {
    job.result = result
    if (this.#jobs.get(job.live.name) === job) this.#jobs.delete(job.live.name)
  }

  /** Waits for what is ordered before. */
  async #turn(job: Job): Promise<JobResult | undefined> {
    const { live, type } = job
    const others = [...this.#jobs.values()].filter((other) => other !== job && this.#goesBefore(other, job))
    await Promise.all(others.map(({ done }) => done))
    if (type === 'stop') return undefined
    const { requires, bindsTo } = live.unit
    const needed = others.filter(({ live: { name } }) => requires.has(name) || bindsTo.has(name))
    const bad = needed.find(({ result }) => result !== 'done' && result !== 'skipped')
    if (!bad) return undefined
    this.manager.say(live.name, `${live.name}: Job ${live.name}/start failed with result 'dependency'.`, 5)
    return 'dependency'
  }

  /** Starts go in order, stops in the reverse; between the two, the stop comes first. */
  #goesBefore(other: Job, job: Job): boolean {
    const [a, b] = [job.live.unit, other.live.unit]
    if (job.type === 'start' && other.type === 'start') return isAfter(a, b)
    if (job.type === 'stop' && other.type === 'stop') return isAfter(b, a)
    return other.type === 'stop' && (isAfter(a, b) || isAfter(b, a))
  }

  async #run({ live, type }: Job): Promise<JobResult> {
    if (type === 'start') return live.start()
    if (!live.isDown && live instanceof ServiceUnit && live.sub !== 'auto-restart') {
      this.manager.show(beginLine(live, 'Stopping', this.manager.format))
      this.manager.say(live.name, `Stopping ${titleOf(live, this.manager.format)}...`)
    }
    return live.isDown ? 'skipped' : live.stop()
  }

  #report({ live, type }: Job, result: JobResult): void {
    if (result === 'dependency') byItself(this.manager.onFailure(live))
    const lines = endLines(live, type, result, this.manager.format)
    if (!lines) return
    this.manager.say(live.name, lines.journal, lines.priority)
    if (lines.console !== undefined) this.manager.show(lines.console)
  }
}
