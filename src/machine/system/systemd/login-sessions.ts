import type { Kernel } from '../../kernel/kernel.ts'
import { deliver } from '../../kernel/signal-delivery.ts'
import type { Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import { userName } from '../accounts.ts'
import { formatTimestamp } from '../journal/timestamp.ts'
import type { Journal } from '../journal/journal.ts'
import { processesIn } from './manager/cgroup.ts'

declare module '../../kernel/bus.ts' {
  interface BusNames {
    'org.freedesktop.login1': LoginSessions
  }
}

export interface ScheduledShutdown {
  kind: 'poweroff' | 'reboot'
  time: number
  cancel(): void
}

export interface LoginSession {
  id: string
  user: string
  uid: number
  /** Who let the user in. */
  service: string
  scope: string
  leader: number
  since: number
  tty?: string
}

/** systemd-logind's part in a login: a scope of its own, so that a session outlives the service that let it in. */
export class LoginSessions {
  #last = 0
  readonly #open = new Map<string, Omit<LoginSession, 'tty'>>()
  scheduled: ScheduledShutdown | undefined

  constructor(
    private readonly kernel: Kernel,
    private readonly journal: Journal,
  ) {}

  /** @param service who lets the user in: sshd, login. */
  open(proc: Process, user: { name: string; uid: number }, service: string): void {
    const id = ++this.#last
    const scope = `session-${id}.scope`
    proc.setControlGroup(`/user.slice/user-${user.uid}.slice/${scope}`)
    this.#open.set(String(id), { id: String(id), user: user.name, uid: user.uid, service, scope, leader: proc.pid, since: this.kernel.now() }) // prettier-ignore
    const by = { facility: 10, transport: 'syslog' as const }
    const said = `${user.name}(uid=${user.uid})`
    this.journal.add({
      ...by,
      identifier: service,
      pid: proc.pid,
      unit: scope,
      message: `pam_unix(${service}:session): session opened for user ${said} by (uid=0)`,
    })
    this.journal.add({
      ...by,
      identifier: 'systemd-logind',
      message: `New session ${id} of user ${user.name}.`,
      priority: 6,
    })
    proc.onEnd(() => {
      this.#open.delete(String(id))
      // Switched off meanwhile.
      if (this.kernel.init.ended) return
      this.journal.add({
        ...by,
        identifier: service,
        pid: proc.pid,
        unit: scope,
        message: `pam_unix(${service}:session): session closed for user ${user.name}`,
      })
      this.journal.add({ ...by, identifier: 'systemd-logind', message: `Removed session ${id}.` })
    })
  }

  list(): LoginSession[] {
    return [...this.#open.values()].map((session) => {
      const tty = this.kernel.tasks.get(session.leader)?.session.tty?.name.replace('/dev/', '')
      return { ...session, ...(tty !== undefined && { tty }) }
    })
  }

  /** The session that a process belongs to. */
  sessionOf({ pid }: Process): LoginSession | undefined {
    const cgroup = this.kernel.tasks.get(pid)?.cgroup
    return this.list().find(({ scope }) => cgroup?.endsWith(`/${scope}`))
  }

  /** Everything that was started in it goes. */
  terminate({ scope, uid }: LoginSession): void {
    const tasks = processesIn(this.kernel, `/user.slice/user-${uid}.slice/${scope}`)
    for (const task of tasks)
      for (const signal of ['SIGHUP', 'SIGTERM', 'SIGCONT'] as const) deliver(task, signal)
  }

  /** Takes the machine down at a moment of its wall time. */
  schedule(kind: 'poweroff' | 'reboot', time: number, proc: Process, message = ''): void {
    this.scheduled?.cancel()
    const cancel = this.kernel.at(time, () => {
      this.scheduled = undefined
      this.kernel.onPower(kind)
    })
    this.scheduled = { kind, time, cancel }
    const verb = kind === 'reboot' ? 'reboot' : 'power off'
    void this.wall(
      `${message === '' ? '' : `${message}\r\n`}The system will ${verb} at ${formatTimestamp(time)}!`,
      proc,
    ).catch(() => undefined)
  }

  /** wall(1): a message for every terminal that somebody is logged in on. */
  async wall(message: string, from: Process): Promise<void> {
    const terminals = new Set(this.kernel.tasks.all().flatMap(({ session }) => session.tty ?? []))
    if (terminals.size === 0) return
    // Whoever says it may be gone before it has been said everywhere.
    const { uid, realUid = uid } = from.credentials
    const tty = this.kernel.tasks.get(from.pid)?.session.tty?.name
    const who = await userName(this.kernel.init.process, realUid)
    const head = `Broadcast message from ${who}@${this.kernel.hostname}${tty ? ` on ${tty}` : ''} (${formatTimestamp(this.kernel.now())}):`
    for (const { name } of terminals)
      // A child's: process 1 would make the first terminal that it opens its own.
      await this.kernel.init.process.fork(
        async (child) => {
          try {
            const fd = await child.open(`/dev/${name}`, { write: true })
            await child.write(fd, `\r\n${head}\r\n\r\n${message}\r\n\r\n`)
          } catch (error) {
            if (!isErrno(error)) throw error
          }
          return 0
        },
        { descriptors: new Map(), name: 'wall' },
      )
  }
}
