import { fail } from '../../errno.ts'
import type { Credentials, Process, System } from '../process.ts'
import type { Resource, ResourceLimit } from '../resource-limits.ts'
import { Session } from '../session.ts'
import type { Task } from '../task.ts'
import { mayExecute, require } from '../vfs/permissions.ts'
import { locate } from '../vfs/open-path.ts'
import { pathOf } from '../vfs/place.ts'

type IdentityCalls = Pick<
  Process,
  'pid' | 'ppid' | 'pgid' | 'sid' | 'argv' | 'env' | 'cwd' | 'credentials' | 'system' | 'setGroup' | 'setSession' | 'setCredentials' | 'processorTime' | 'chdir' | 'umask' | 'niceness' | 'resourceLimit' | 'setResourceLimit' | 'setControlGroup'
> // prettier-ignore

/** Who the process is, and how it becomes another. */
class Identity implements IdentityCalls {
  readonly #task: Task
  readonly system: System

  constructor(task: Task) {
    this.#task = task
    this.system = task.kernel.system
  }

  get pid(): number {
    return this.#task.pid
  }

  get ppid(): number {
    return this.#task.parent?.pid ?? 0
  }

  get pgid(): number {
    return this.#task.pgid
  }

  get sid(): number {
    return this.#task.session.id
  }

  get argv(): readonly string[] {
    return this.#task.argv
  }

  get env(): Map<string, string> {
    return this.#task.env
  }

  get cwd(): string {
    return pathOf(this.#task.cwd)
  }

  get credentials(): Credentials {
    return this.#task.credentials
  }

  processorTime(): { own: number; children: number } {
    const task = this.#task
    task.cpu += task.kernel.chargeTime()
    return { own: task.cpu, children: task.childrenCpu }
  }

  /** setpgid(2): oneself or a child, into a group of the same session. */
  setGroup(pid: number, pgid: number): void {
    this.#task.check()
    const { tasks } = this.#task.kernel
    const target = pid === 0 ? this.#task : (tasks.get(pid) ?? fail('ESRCH'))
    if (target !== this.#task && target.parent !== this.#task) fail('ESRCH')
    if (target.session !== this.#task.session || target.session.id === target.pid) fail('EPERM')
    const group = pgid === 0 ? target.pid : pgid
    const exists = tasks.all().some((task) => task.pgid === group && task.session === target.session)
    if (group !== target.pid && !exists) fail('EPERM')
    target.pgid = group
  }

  setSession(): number {
    const task = this.#task
    task.check()
    if (task.pgid === task.pid && task.session.id === task.pid) fail('EPERM')
    task.session = new Session(task.pid)
    task.pgid = task.pid
    return task.pid
  }

  setCredentials(wanted: Credentials): void {
    this.#task.check()
    const { uid, gid, groups, realUid } = this.#task.credentials
    const unprivileged =
      (wanted.uid === uid || wanted.uid === realUid) &&
      wanted.gid === gid &&
      wanted.groups.every((group) => groups.includes(group))
    if (uid !== 0 && !unprivileged) fail('EPERM')
    this.#task.credentials = { ...wanted, groups: [...wanted.groups] }
  }

  resourceLimit(resource: Resource): ResourceLimit {
    return this.#task.resources.get(resource)
  }

  setResourceLimit(resource: Resource, limit: ResourceLimit): void {
    this.#task.check()
    this.#task.setResourceLimit(resource, limit)
  }

  chdir(path: string): Promise<void> {
    const task = this.#task
    return task.call(async () => {
      const place = await locate(task, path)
      const stat = await place.mount.run((fs) => fs.stat(place.ino))
      if (stat.type !== 'directory') fail('ENOTDIR')
      require(stat, task.credentials, mayExecute)
      task.moveTo(place)
    })
  }

  setControlGroup(path: string): void {
    this.#task.check()
    if (this.#task.credentials.uid !== 0) fail('EPERM')
    this.#task.cgroup = path
  }

  umask(mask?: number): number {
    const before = this.#task.umask
    if (mask !== undefined) this.#task.umask = mask & 0o777
    return before
  }

  niceness(value?: number): number {
    const task = this.#task
    if (value === undefined) return task.niceness
    const wanted = Math.max(-20, Math.min(19, value))
    if (wanted < task.niceness && task.credentials.uid !== 0) fail('EACCES')
    return (task.niceness = wanted)
  }
}

export const identityCalls = (task: Task): IdentityCalls => new Identity(task)
