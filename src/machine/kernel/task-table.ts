import { fail } from '../errno.ts'
import type { Kernel } from './kernel.ts'
import { limits } from './limits.ts'
import type { ChildStatus, Credentials, Program } from './process.ts'
import { ProcessGone } from './process-gone.ts'
import { Session } from './session.ts'
import { deliver } from './signal-delivery.ts'
import type { Signal } from './signals.ts'
import { Task } from './task.ts'
import type { TaskOrigin } from './task.ts'

const realUser = ({ uid, realUid = uid }: Credentials): number => realUid

/** All processes: who is whose child, in which group and session; how they begin and end. */
export class TaskTable {
  readonly #tasks = new Map<number, Task>()
  #lastPid = 1

  constructor(private readonly kernel: Kernel) {}

  get(pid: number): Task | undefined {
    return this.#tasks.get(pid)
  }

  all(): Task[] {
    return [...this.#tasks.values()]
  }

  group(pgid: number): Task[] {
    return this.all().filter((task) => task.pgid === pgid && !task.ended)
  }

  /** Process 1: no program of its own, it adopts orphans and is the parent of what the kernel starts. */
  addInit(origin: Omit<TaskOrigin, 'pid' | 'parent' | 'pgid' | 'session'>): Task {
    const init = new Task(this.kernel, {
      ...origin,
      pid: 1,
      parent: undefined,
      pgid: 1,
      session: new Session(1),
    })
    this.#tasks.set(1, init)
    return init
  }

  add(origin: Omit<TaskOrigin, 'pid' | 'pgid'> & { pgid?: number }): Task {
    if (this.get(1)?.ended) throw new ProcessGone()
    this.#checkLimits(origin.credentials, origin.parent)
    const pid = this.#newPid()
    const task = new Task(this.kernel, { ...origin, pid, pgid: origin.pgid ?? pid })
    this.#tasks.set(pid, task)
    origin.parent?.children.add(task)
    return task
  }

  /** Runs the program in the task, from the next turn of the promises on; its result is the exit status. */
  start(task: Task, main: Program): void {
    // A program that was killed has unwound by then, and nobody waits for more.
    queueMicrotask(() => void this.run(task, main).catch(() => undefined))
  }

  /** Runs to the end: the task is finished afterwards, whatever the program did. */
  async run(task: Task, main: Program): Promise<number> {
    let status: number
    try {
      status = await main(task.process)
    } catch (error) {
      if (error instanceof ProcessGone && task.ended) throw error
      this.kernel.crashed(task, error)
      status = 1
    }
    this.finish(task, { pid: task.pid, exit: status & 255 })
    return status
  }

  finish(task: Task, status: ChildStatus): void {
    if (task.ended) return
    task.end(status)
    const leader = task.session.id === task.pid ? task.session : undefined
    for (const child of task.children) this.#orphan(child)
    if (leader?.tty) leader.tty.leaderGone()
    this.#tellParent(task)
  }

  stop(task: Task, signal: Signal): void {
    if (task.state !== 'running') return
    task.stop()
    task.status = { pid: task.pid, stopped: signal }
    task.stopUnreported = true
    this.#changed(task)
  }

  /** The parent has taken note: nothing is left of the process. */
  reap(task: Task): void {
    if (task.parent) task.parent.childrenCpu += task.cpu + task.childrenCpu
    task.parent?.children.delete(task)
    this.#tasks.delete(task.pid)
    this.kernel.reaped(task)
  }

  signalGroup(pgid: number, signal: Signal): void {
    for (const task of this.group(pgid)) deliver(task, signal)
  }

  #changed(task: Task): void {
    task.parent?.childChanged.wake()
    if (task.parent) deliver(task.parent, 'SIGCHLD')
  }

  #tellParent(task: Task): void {
    const { parent } = task
    if (!parent || parent.pid === 1 || parent.actions.get('SIGCHLD') === 'ignore') this.reap(task)
    else this.#changed(task)
  }

  #orphan(child: Task): void {
    const init = this.get(1)
    child.parent?.children.delete(child)
    child.parent = init
    init?.children.add(child)
    if (child.ended) return this.reap(child)
    // Nobody is left to continue a stopped job: setpgid(2) on orphaned groups.
    if (child.state === 'stopped') {
      deliver(child, 'SIGHUP')
      deliver(child, 'SIGCONT')
    }
  }

  #checkLimits(credentials: Credentials, parent: Task | undefined): void {
    if (this.#tasks.size >= limits.processes) fail('EAGAIN')
    const uid = realUser(credentials)
    if (uid === 0 || !parent) return
    let own = 0
    for (const task of this.#tasks.values()) if (realUser(task.credentials) === uid) own++
    if (own >= parent.resources.get('nproc').soft) fail('EAGAIN')
  }

  #newPid(): number {
    do this.#lastPid = this.#lastPid >= limits.lastPid ? 300 : this.#lastPid + 1
    while (this.#tasks.has(this.#lastPid))
    return this.#lastPid
  }
}
