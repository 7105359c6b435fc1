import type { ChildStatus } from '../../../kernel/process.ts'
import { signalNumbers } from '../../../kernel/signals.ts'
import type { Task } from '../../../kernel/task.ts'
import type { Command } from '../unit-file/command-line.ts'
import type { ExecKey, Unit } from '../unit-file/unit.ts'
import { type Spawned, spawnCommand } from './exec.ts'
import { describeExit, resultOf, type ServiceResult } from './exit-status.ts'
import type { UnitContext } from './live-unit.ts'

/** What became of one command, as `systemctl status` lists it. Times are milliseconds since 1970. */
export interface ProcessRecord {
  key: ExecKey
  pid: number
  line: string
  started: number
  status?: ChildStatus
}

export interface MainProcess {
  pid: number
  name: string
  started: number
  ended?: number
  status?: ChildStatus
}

/** The service that the processes are of. */
export interface ServiceHost {
  readonly context: UnitContext
  readonly cgroup: string
  /** As it is now: daemon-reload may have read it again. */
  unit(): Unit
  result(): ServiceResult
  /** A line of process 1 in the journal, about the service. */
  say(message: string, priority?: number): void
}

/** The processes of one run of a service: the main one, and what the commands became. */
export class ServiceProcesses {
  main: MainProcess | undefined
  records: readonly ProcessRecord[] = []
  /** The main process's task, while the run lasts. */
  task: Task | undefined
  /** Milliseconds of processor time of those that have ended. */
  spent = 0

  constructor(private readonly host: ServiceHost) {}

  get mainPid(): number | undefined {
    return this.task && !this.task.ended ? this.task.pid : undefined
  }

  /** From now on this is the main process. */
  adopt(task: Task, started: number): void {
    this.task = task
    this.main = { pid: task.pid, name: task.command, started }
  }

  noteMain(spawned: Spawned, status: ChildStatus, ended: number): void {
    const { pid, task } = spawned
    if (this.main?.pid === pid) this.main = { ...this.main, status, ended, name: task.command }
    this.noteControl(spawned, 'ExecStart', status)
  }

  noteControl({ pid, task, command, started }: Spawned, key: ExecKey, status: ChildStatus): void {
    this.spent += task.cpu
    const record = { key, pid, line: lineOf(command), started, status }
    this.records = [...this.records.filter((other) => other.pid !== pid), record].slice(-12)
  }

  /** Runs the commands of one kind, one after another. @returns how it failed, if it did. */
  async control(run: { readonly canceled: boolean }, key: ExecKey): Promise<ServiceResult | undefined> {
    const { say } = this.host
    const { name, service } = this.host.unit()
    for (const command of service!.commands[key]) {
      if (run.canceled && key.startsWith('ExecStart')) return undefined
      const spawned = await this.spawn(key, command)
      const status = await spawned.finished
      this.noteControl(spawned, key, status)
      const result = this.judge(status)
      if (result === 'success' || command.ignoreFailure) continue
      if (key === 'ExecCondition' && status.exit !== undefined && status.exit < 255)
        say(`${name}: Skipped due to 'exec-condition'.`)
      else this.sayExit('Control process', status)
      return result
    }
    return undefined
  }

  spawn(key: ExecKey, command: Command): Promise<Spawned> {
    const more = new Map<string, string>()
    if (this.mainPid !== undefined) more.set('MAINPID', String(this.mainPid))
    if (key === 'ExecStop' || key === 'ExecStopPost') {
      more.set('SERVICE_RESULT', this.host.result())
      const status = this.main?.status
      if (status) more.set('EXIT_CODE', status.signal ? 'killed' : 'exited').set('EXIT_STATUS', String(status.signal?.replace('SIG', '') ?? status.exit)) // prettier-ignore
    }
    return spawnCommand(this.host.context, {
      unit: this.host.unit(),
      command,
      cgroup: this.host.cgroup,
      more,
    })
  }

  judge(status: ChildStatus): ServiceResult {
    const { service, settings } = this.host.unit()
    const words = settings.words('Service', 'SuccessExitStatus')
    const alsoSuccess = words.map((word) => (word.toUpperCase() in signalNumbers ? word.toUpperCase() : word))
    return resultOf(status, { oneshot: service!.type === 'oneshot', alsoSuccess })
  }

  sayExit(who: string, status: ChildStatus): void {
    this.host.say(`${this.host.unit().name}: ${who} exited, ${describeExit(status)}`, 5)
  }
}

const lineOf = ({ path, words }: Command): string => [path, ...words.slice(1)].join(' ')
