import type { Kernel } from '../../../kernel/kernel.ts'
import type { Task } from '../../../kernel/task.ts'
import type { Journal, NewEntry } from '../../journal/journal.ts'
import type { Condition, Unit } from '../unit-file/unit.ts'

export type ActiveState = 'active' | 'reloading' | 'inactive' | 'failed' | 'activating' | 'deactivating'
/** How a job ended. */
export type JobResult = 'done' | 'failed' | 'dependency' | 'timeout' | 'canceled' | 'skipped'

/** What a unit needs of the manager that it belongs to. */
export interface UnitContext {
  readonly kernel: Kernel
  readonly journal: Journal
  /** A line of process 1 in the journal, about a unit. */
  say(unit: string, message: string, priority?: number): void
  /** The unit has reached another state. */
  changed(unit: LiveUnit, before: { active: ActiveState; sub: string }): void
  /** Starts a unit on a unit's own behalf: a timer. */
  trigger(name: string): Promise<JobResult>
  /** Restart=: the same for a unit that has ended. */
  restart(unit: LiveUnit): Promise<JobResult>
  /** Puts the specifiers of a unit's values in. */
  expander(unit: string, user?: string): Promise<(text: string) => string>
  find(name: string): LiveUnit | undefined
}

/** A unit that has been loaded, with its state. */
export abstract class LiveUnit {
  active: ActiveState = 'inactive'
  sub = 'dead'
  /** When it last entered its state, and when it was last active. */
  since: number | undefined
  activeSince: number | undefined
  inactiveSince: number | undefined
  /** How long its last start took, in milliseconds. */
  took: number | undefined
  #startedAt: number | undefined
  /** Of the last start: a condition that was not met. */
  unmet: { condition: Condition; at: number } | undefined

  constructor(
    protected readonly context: UnitContext,
    public unit: Unit,
  ) {}

  get name(): string {
    return this.unit.name
  }

  get description(): string {
    return this.unit.description
  }

  get isUp(): boolean {
    return this.active === 'active' || this.active === 'reloading'
  }

  /** Nothing of it is left, and nothing is on its way. */
  get isDown(): boolean {
    return this.active === 'inactive' || this.active === 'failed'
  }

  abstract start(): Promise<JobResult>
  abstract stop(): Promise<JobResult>
  reload?(): Promise<JobResult>
  /** Why the last start or run did not succeed, as `Result=` has it. */
  get result(): string {
    return 'success'
  }

  resetFailed(): void {
    if (this.active === 'failed') this.become('inactive', 'dead')
  }

  get processes(): Task[] {
    return []
  }

  /** Where its processes are. */
  get cgroup(): string | undefined {
    return undefined
  }

  protected become(active: ActiveState, sub: string): void {
    const { active: before, sub: subBefore } = this
    const now = this.context.kernel.now()
    if (active !== before) this.since = now
    if (active === 'activating' && before !== 'activating') this.#startedAt = now
    if (active === 'active' && before === 'activating' && this.#startedAt !== undefined)
      this.took = now - this.#startedAt
    if (active === 'active' && before !== 'active' && before !== 'reloading') this.activeSince = now
    if ((active === 'inactive' || active === 'failed') && !(before === 'inactive' || before === 'failed'))
      this.inactiveSince = now
    this.active = active
    this.sub = sub
    this.context.changed(this, { active: before, sub: subBefore })
  }

  protected say(message: string, priority?: number): void {
    this.context.say(this.name, message, priority)
  }

  protected log(entry: NewEntry): void {
    this.context.journal.add(entry)
  }
}

/** A target, or anything else that is up as soon as it is asked to be. */
export class TargetUnit extends LiveUnit {
  start(): Promise<JobResult> {
    this.become('active', 'active')
    return Promise.resolve('done')
  }

  stop(): Promise<JobResult> {
    this.become('inactive', 'dead')
    return Promise.resolve('done')
  }
}
