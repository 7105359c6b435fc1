import { ErrnoError } from '../errno.ts'
import { DescriptorTable } from './descriptor-table.ts'
import type { Kernel } from './kernel.ts'
import type { ChildStatus, Credentials, Process } from './process.ts'
import { ProcessGone } from './process-gone.ts'
import { createProcess } from './process-calls.ts'
import type { Session } from './session.ts'
import type { SignalAction } from './signal-actions.ts'
import type { Signal } from './signals.ts'
import { type Resource, type ResourceLimit, ResourceLimits } from './resource-limits.ts'
import { deliver } from './signal-delivery.ts'
import { nextTurn, turnIsOver } from './turns.ts'
import type { Place } from './vfs/place.ts'
import { WaitQueue } from './wait-queue.ts'

export type TaskState = 'running' | 'stopped' | 'zombie'

export interface TaskOrigin {
  pid: number
  parent: Task | undefined
  pgid: number
  session: Session
  argv: readonly string[]
  command: string
  /** Not there for what the kernel itself runs. */
  binary?: Place | undefined
  env: Map<string, string>
  credentials: Credentials
  cwd: Place
  umask: number
  descriptors: DescriptorTable
  /** The parent's when not given. */
  cgroup?: string
}

/** The kernel's side of a process: its place among the others, what it holds, and how it is stopped and ended. */
export class Task {
  readonly kernel: Kernel
  readonly pid: number
  readonly started: number
  readonly children = new Set<Task>()
  readonly childChanged = new WaitQueue()
  readonly actions = new Map<Signal, SignalAction>()
  /** Signals with a handler that came while the process was stopped. */
  readonly pending = new Set<Signal>()
  readonly process: Process
  readonly resources: ResourceLimits
  parent: Task | undefined
  pgid: number
  session: Session
  argv: readonly string[]
  command: string
  binary: Place | undefined
  env: Map<string, string>
  credentials: Credentials
  cwd: Place
  umask: number
  niceness: number
  descriptors: DescriptorTable
  /** The control group: which unit or login it belongs to, and its children after it. */
  cgroup: string
  state: TaskState = 'running'
  status: ChildStatus | undefined
  /** The parent has not been told yet by wait(untraced) that it stopped. */
  stopUnreported = false
  /** Milliseconds of the one thread that went by between this process's system calls. */
  cpu = 0
  /** The same of its children that have ended and were waited for, and of theirs. */
  childrenCpu = 0
  readonly #endings: (() => void)[] = []
  readonly #blocked = new Set<(reason: Error) => void>()
  readonly #resumed = new WaitQueue()
  /** Milliseconds of processor time at which the next signal of RLIMIT_CPU is due. */
  #cpuBound: number

  constructor(kernel: Kernel, origin: TaskOrigin) {
    this.kernel = kernel
    this.started = kernel.now()
    this.pid = origin.pid
    this.parent = origin.parent
    this.pgid = origin.pgid
    this.session = origin.session
    this.argv = origin.argv
    this.command = origin.command
    this.binary = origin.binary
    this.env = origin.env
    this.credentials = origin.credentials
    this.cwd = origin.cwd
    this.umask = origin.umask
    this.niceness = origin.parent?.niceness ?? 0
    this.descriptors = origin.descriptors
    this.resources = new ResourceLimits(origin.parent?.resources)
    this.descriptors.size = this.resources.get('nofile').soft
    this.cgroup = origin.cgroup ?? origin.parent?.cgroup ?? '/'
    this.cwd.mount.hold(this.cwd.ino)
    this.#cpuBound = this.resources.get('cpu').soft * 1000
    this.process = createProcess(this)
  }

  get ended(): boolean {
    return this.state === 'zombie'
  }

  get blocked(): boolean {
    return this.#blocked.size > 0
  }

  /** Every system call that returns a promise goes through here: accounting, taking turns, being stopped or killed. */
  async call<T>(work: () => T | PromiseLike<T>): Promise<T> {
    this.cpu += this.kernel.chargeTime()
    if (this.cpu >= this.#cpuBound) this.#outOfTime()
    if (turnIsOver()) await nextTurn(this.#answersKeyboard)
    if (this.state !== 'running') await this.#mayRun()
    try {
      const result = await work()
      // A stop or kill may have come meanwhile; the compiler thinks that the state cannot have changed.
      if ((this.state as TaskState) !== 'running') await this.#mayRun()
      return result
    } finally {
      this.kernel.chargeTime()
    }
  }

  /** A login's own shell. */
  get #answersKeyboard(): boolean {
    return this.pid === this.session.id && this.session.tty !== undefined
  }

  setResourceLimit(resource: Resource, limit: ResourceLimit): void {
    this.resources.set(resource, limit, this.credentials.uid === 0)
    if (resource === 'nofile') this.descriptors.size = limit.soft
    if (resource === 'cpu') this.#cpuBound = limit.soft * 1000
  }

  /** SIGXCPU at the soft limit and every second after it, SIGKILL at the hard one. */
  #outOfTime(): void {
    const hard = this.resources.get('cpu').hard * 1000
    this.#cpuBound = Math.min(this.#cpuBound + 1000, hard)
    deliver(this, this.cpu >= hard ? 'SIGKILL' : 'SIGXCPU')
  }

  /** For the calls that answer at once. */
  check(): void {
    if (this.ended) throw new ProcessGone()
  }

  /**
   * Blocks until `attempt` gives something; the queues say when to look again.
   * Throws EINTR when a signal handler ran meanwhile.
   */
  async waitFor<T>(queues: WaitQueue | readonly WaitQueue[], attempt: () => T | undefined): Promise<T> {
    for (;;) {
      if (this.state !== 'running') await this.#mayRun()
      const result = attempt()
      if (result !== undefined) return result
      // The attempt itself may have stopped us: reading a terminal from the background.
      if (this.state === 'running') await this.#sleep(queues instanceof WaitQueue ? [queues] : queues)
    }
  }

  /** Waits for something outside the machine (a timer, the network, an isolate). The signal aborts when a signal or the end comes. */
  waitOutside<T>(start: (interrupted: AbortSignal) => Promise<T>): Promise<T> {
    this.check()
    const abort = new AbortController()
    return new Promise<T>((resolve, reject) => {
      const interrupt = (reason: Error): void => {
        this.#blocked.delete(interrupt)
        reject(reason)
        abort.abort(reason)
      }
      this.#blocked.add(interrupt)
      const settle = (): boolean => this.#blocked.delete(interrupt)
      start(abort.signal).then(
        (value) => settle() && resolve(value),
        (error: unknown) => settle() && reject(error),
      )
    })
  }

  /** A handler ran: what the process was waiting for fails. */
  interrupt(): void {
    for (const reject of this.#blocked) reject(new ErrnoError('EINTR'))
  }

  stop(): void {
    if (this.state === 'running') this.state = 'stopped'
  }

  resume(): void {
    if (this.state !== 'stopped') return
    this.state = 'running'
    this.#resumed.wake()
  }

  /** Unwinds whatever the program is doing and lets go of all it holds. */
  end(status: ChildStatus): void {
    this.state = 'zombie'
    this.status = status
    for (const reject of this.#blocked) reject(new ProcessGone())
    this.#resumed.wake()
    this.descriptors.closeAll()
    this.cwd.mount.drop(this.cwd.ino)
    for (const run of this.#endings) run()
  }

  onEnd(run: () => void): void {
    if (this.ended) run()
    else this.#endings.push(run)
  }

  /** How it ended, once it has. */
  get finished(): Promise<ChildStatus> {
    return new Promise((resolve) => this.onEnd(() => resolve(this.status!)))
  }

  moveTo(place: Place): void {
    place.mount.hold(place.ino)
    this.cwd.mount.drop(this.cwd.ino)
    this.cwd = place
  }

  async #mayRun(): Promise<void> {
    while (this.state === 'stopped') await new Promise<void>((resolve) => this.#resumed.add(resolve))
    this.check()
  }

  #sleep(queues: readonly WaitQueue[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        for (const unsubscribe of unsubscribes) unsubscribe()
        this.#blocked.delete(interrupt)
      }
      const interrupt = (reason: Error): void => {
        leave()
        reject(reason)
      }
      const unsubscribes = queues.map((queue) =>
        queue.add(() => {
          leave()
          resolve()
        }),
      )
      this.#blocked.add(interrupt)
    })
  }
}
