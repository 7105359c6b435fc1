import type { ChildStatus } from '../../../kernel/process.ts'
import { deliver } from '../../../kernel/signal-delivery.ts'
import type { Signal } from '../../../kernel/signals.ts'
import type { Task } from '../../../kernel/task.ts'
import type { ServiceSettings } from '../unit-file/unit.ts'
import { byItself } from './by-itself.ts'
import { emptied, processesIn, serviceCgroup, signalAll } from './cgroup.ts'
import { describeCondition, unmetCondition } from './conditions.ts'
import { delay, within } from './delay.ts'
import { endProcesses } from './end-processes.ts'
import { NoResources, type Spawned } from './exec.ts'
import type { ServiceResult } from './exit-status.ts'
import { type JobResult, LiveUnit } from './live-unit.ts'
import { forkedPid } from './forked-pid.ts'
import { mayRestart } from './restart.ts'
import {
  type MainProcess,
  type ProcessRecord,
  type ServiceHost,
  ServiceProcesses,
} from './service-processes.ts'
import { StartLimit } from './start-limit.ts'

/** One life of the service, from a start to when nothing of it is left. */
class Run {
  /** A stop came while it was starting. */
  canceled = false
  mainResult: ServiceResult = 'success'
  /** The end of the main process has been taken note of. */
  mainOver = false
  /** READY=1 of Type=notify. */
  ready: () => void = () => undefined
  ending: Promise<void> | undefined
}

export class ServiceUnit extends LiveUnit {
  restarts = 0
  statusText: string | undefined
  #result: ServiceResult = 'success'
  #run: Run | undefined
  #processes = new ServiceProcesses(this.#host)
  readonly #startLimit = new StartLimit()
  #pause: AbortController | undefined

  override get result(): string {
    return this.#result
  }

  override get cgroup(): string {
    return serviceCgroup(this.name)
  }

  override get processes(): Task[] {
    return processesIn(this.context.kernel, this.cgroup)
  }

  /** The main process, also when it has ended. */
  get main(): MainProcess | undefined {
    return this.#processes.main
  }

  get mainPid(): number | undefined {
    return this.#processes.mainPid
  }

  /** What the commands of the last run became, the last one last. */
  get records(): readonly ProcessRecord[] {
    return this.#processes.records
  }

  /** Milliseconds of processor time, as well as we can tell. */
  get cpu(): number {
    return this.#processes.spent + this.processes.reduce((sum, { cpu }) => sum + cpu, 0)
  }

  get #settings(): ServiceSettings {
    return this.unit.service!
  }

  get #host(): ServiceHost {
    const say = (message: string, priority?: number): void => this.say(message, priority)
    return {
      context: this.context,
      unit: () => this.unit,
      cgroup: this.cgroup,
      result: () => this.#result,
      say,
    }
  }

  get #init() {
    return this.context.kernel.init.process
  }

  async start(): Promise<JobResult> {
    if (this.isUp) return 'done'
    this.#pause?.abort()
    if (this.#startLimit.tooOften(this.unit.startLimit)) return this.#refuseStart()
    const unmet = await unmetCondition(this.#init, this.unit)
    if (unmet) {
      const now = this.context.kernel.now()
      this.unmet = { condition: unmet, at: now }
      this.say(`${this.name}${this.#dash} was skipped because of an unmet condition check (${describeCondition(unmet)}).`) // prettier-ignore
      if (!this.isDown) this.become('inactive', 'dead')
      return unmet.kind.startsWith('Assert') ? 'failed' : 'skipped'
    }
    this.unmet = undefined
    const run = (this.#run = new Run())
    this.#result = 'success'
    this.#processes = new ServiceProcesses(this.#host)
    this.statusText = undefined
    const phases = this.#startPhases(run)
    const outcome = await within(this.#init, this.#settings.timeoutStart, phases)
    if (outcome === 'too long') {
      this.say(`${this.name}: start operation timed out. Terminating.`, 4)
      run.canceled = true
      await this.#end(run, 'timeout')
      return 'timeout'
    }
    return outcome
  }

  /** @returns once the service counts as started, or cannot be. */
  async #startPhases(run: Run): Promise<JobResult> {
    const { type, commands } = this.#settings
    try {
      if (commands.ExecCondition.length > 0) {
        this.become('activating', 'condition')
        const refused = await this.#processes.control(run, 'ExecCondition')
        if (refused) return this.#failStart(run, refused === 'exit-code' ? 'exec-condition' : refused)
      }
      if (commands.ExecStartPre.length > 0) {
        this.become('activating', 'start-pre')
        const failure = await this.#processes.control(run, 'ExecStartPre')
        if (failure) return this.#failStart(run, failure)
      }
      if (run.canceled) return 'canceled'
      const begun = type === 'oneshot' ? await this.#startOneshot(run) : await this.#startMain(run)
      if (begun !== 'done') return begun
      if (commands.ExecStartPost.length > 0) {
        this.become('activating', 'start-post')
        const failure = await this.#processes.control(run, 'ExecStartPost')
        if (failure) return this.#failStart(run, failure)
      }
      if (run.canceled) return 'canceled'
      if (type === 'oneshot' && !this.#settings.remainAfterExit) {
        await this.#end(run, 'success')
        return 'done'
      }
      this.#settle(run)
      return 'done'
    } catch (error) {
      if (!(error instanceof NoResources)) throw error
      this.say(`${this.name}: ${error.message}`, 3)
      this.say(`${this.name}: Failed to run 'start' task: ${error.message.replace(/^.*: /, '')}`, 4)
      return this.#failStart(run, 'resources')
    }
  }

  /** Up: unless the main process has gone meanwhile. */
  #settle(run: Run): void {
    if (this.#run !== run || run.ending) return
    const runs = this.#settings.type !== 'oneshot' && this.#processes.task !== undefined && !run.mainOver
    if (runs || this.processes.length > 0) this.become('active', 'running')
    else if (this.#settings.remainAfterExit) this.become('active', 'exited')
    else byItself(this.#end(run, run.mainResult))
  }

  async #startOneshot(run: Run): Promise<JobResult> {
    this.become('activating', 'start')
    for (const command of this.#settings.commands.ExecStart) {
      const spawned = await this.#processes.spawn('ExecStart', command)
      if (run.canceled) return 'canceled'
      this.#processes.adopt(spawned.task, spawned.started)
      const status = await spawned.finished
      this.#processes.noteMain(spawned, status, this.context.kernel.now())
      const result = this.#processes.judge(status)
      if (run.canceled) return 'canceled'
      if (result === 'success' || command.ignoreFailure) continue
      this.#processes.sayExit('Main process', status)
      return this.#failStart(run, result)
    }
    return 'done'
  }

  async #startMain(run: Run): Promise<JobResult> {
    const { type, commands } = this.#settings
    const [command] = commands.ExecStart
    if (!command) return 'done'
    const waits = type === 'forking' || type === 'notify' || type === 'exec'
    if (waits) this.become('activating', 'start')
    const spawned = await this.#processes.spawn('ExecStart', command)
    if (type === 'forking') return this.#startForking(run, spawned)
    this.#processes.adopt(spawned.task, spawned.started)
    const ready = new Promise<'ready'>((resolve) => {
      run.ready = () => resolve('ready')
    })
    const ended = spawned.finished.then((status) => this.#mainEnded(run, spawned, status))
    if (type === 'exec' && !(await spawned.executed)) {
      await ended
      return run.canceled ? 'canceled' : this.#failStart(run, run.mainResult)
    }
    if (type === 'notify' && (await Promise.race([ready, ended])) !== 'ready') {
      if (run.canceled) return 'canceled'
      if (run.mainResult === 'success') this.#result = 'protocol'
      return this.#failStart(run, run.mainResult === 'success' ? 'protocol' : run.mainResult)
    }
    return 'done'
  }

  /** The command's end is the start's; what it leaves behind is the service. */
  async #startForking(run: Run, spawned: Spawned): Promise<JobResult> {
    const status = await spawned.finished
    this.#processes.noteControl(spawned, 'ExecStart', status)
    const result = this.#processes.judge(status)
    if (run.canceled) return 'canceled'
    if (result !== 'success') {
      this.#processes.sayExit('Control process', status)
      return this.#failStart(run, result)
    }
    const pid = await forkedPid(this.#init, {
      ...this.#settings,
      name: this.name,
      processes: this.processes,
      say: (message, priority) => this.say(message, priority),
    })
    const task = pid === undefined ? undefined : this.context.kernel.tasks.get(pid)
    if (task) {
      this.#processes.adopt(task, task.started)
      const adopted: Spawned = { ...spawned, pid: task.pid, task, finished: task.finished }
      byItself(task.finished.then((end) => this.#mainEnded(run, adopted, end)))
    } else byItself(emptied(this.context.kernel, this.cgroup).then(() => this.#end(run, 'success')))
    return 'done'
  }

  async stop(): Promise<JobResult> {
    this.#pause?.abort()
    const run = this.#run
    if (!run || this.isDown) {
      if (this.sub === 'auto-restart') this.become('inactive', 'dead')
      return 'done'
    }
    run.canceled = true
    await this.#end(run, 'success', 'asked')
    // It was ending by itself already, and would have come back.
    this.#pause?.abort()
    if (this.sub === 'auto-restart') this.become('inactive', 'dead')
    return 'done'
  }

  override async reload(): Promise<JobResult> {
    const run = this.#run
    if (!run || !this.isUp) return 'failed'
    const { sub } = this
    this.become('reloading', 'reload')
    const failure = await within(
      this.#init,
      this.#settings.timeoutStart,
      this.#processes.control(run, 'ExecReload'),
    )
    if (this.active === 'reloading') this.become('active', sub)
    return failure === undefined ? 'done' : 'failed'
  }

  override resetFailed(): void {
    this.#startLimit.reset()
    this.restarts = 0
    super.resetFailed()
    if (this.isDown) this.#result = 'success'
  }

  kill(signal: Signal, whom: 'main' | 'control' | 'all'): void {
    const main = this.#processes.task
    if (whom !== 'all') {
      if (main && !main.ended) deliver(main, signal)
    } else signalAll(this.processes, signal)
  }

  /** sd_notify(3), from one of the service's own processes. */
  notify(state: string): void {
    for (const line of state.split('\n')) {
      if (line === 'READY=1') this.#run?.ready()
      if (line.startsWith('STATUS=')) this.statusText = line.slice('STATUS='.length)
    }
  }

  /** The main process has ended by itself, or was made to. */
  #mainEnded(run: Run, spawned: Spawned, status: ChildStatus): void {
    this.#processes.noteMain(spawned, status, this.context.kernel.now())
    if (this.#run !== run) return
    const result = this.#processes.judge(status)
    run.mainOver = true
    run.mainResult = spawned.command.ignoreFailure ? 'success' : result
    if (run.mainResult !== 'success') this.#processes.sayExit('Main process', status)
    if (this.active === 'activating' || run.ending) return
    if (run.mainResult === 'success' && this.#settings.remainAfterExit) this.become('active', 'exited')
    else byItself(this.#end(run, run.mainResult))
  }

  async #failStart(run: Run, result: ServiceResult): Promise<JobResult> {
    await this.#end(run, result)
    return result === 'exec-condition' ? 'skipped' : 'failed'
  }

  /** To where nothing of the run is left. */
  #end(run: Run, result: ServiceResult, why?: 'asked'): Promise<void> {
    return (run.ending ??= this.#endPhases(run, result, why))
  }

  async #endPhases(run: Run, given: ServiceResult, why?: 'asked'): Promise<void> {
    const { commands, timeoutStop } = this.#settings
    let result = given
    if (this.isUp && commands.ExecStop.length > 0) {
      this.become('deactivating', 'stop')
      const failure = await within(this.#init, timeoutStop, this.#processes.control(run, 'ExecStop'))
      if (failure === 'too long') this.say(`${this.name}: Stopping timed out. Terminating.`, 4)
      if (failure && result === 'success') result = failure === 'too long' ? 'timeout' : failure
    }
    if (this.processes.length > 0) {
      this.become('deactivating', 'stop-sigterm')
      if ((await this.#endProcesses()) === 'killed' && result === 'success') result = 'timeout'
    }
    if (commands.ExecStopPost.length > 0) {
      this.become('deactivating', 'stop-post')
      await within(this.#init, timeoutStop, this.#processes.control(run, 'ExecStopPost'))
    }
    if (why === 'asked' && result === 'success' && run.mainResult !== 'success') result = run.mainResult
    this.#finish(run, result, why)
  }

  #finish(run: Run, result: ServiceResult, why?: 'asked'): void {
    if (this.#run !== run) return
    this.#run = undefined
    this.#processes.task = undefined
    if (this.#result === 'success') this.#result = result
    const skipped = this.#result === 'exec-condition'
    if (this.#result === 'success' || skipped) {
      if (!this.isDown && !skipped) this.say(`${this.name}: Deactivated successfully.`)
    } else this.say(`${this.name}: Failed with result '${this.#result}'.`, 4)
    if (
      why !== 'asked' &&
      mayRestart(this.unit, this.#result, this.main?.status ?? this.records.at(-1)?.status)
    ) {
      this.become('activating', 'auto-restart')
      byItself(this.#restartLater())
    } else if (this.#result === 'success' || skipped) this.become('inactive', 'dead')
    else this.become('failed', 'failed')
  }

  async #restartLater(): Promise<void> {
    const pause = (this.#pause = new AbortController())
    const how = await delay(this.#init, this.#settings.restartSec, pause.signal)
    if (how === 'given up' || this.sub !== 'auto-restart') return
    this.restarts++
    this.say(`${this.name}: Scheduled restart job, restart counter is at ${this.restarts}.`)
    await this.context.restart(this)
  }

  #endProcesses(): Promise<'gone' | 'killed'> {
    const { unit, cgroup } = this
    const say = (message: string, priority: number): void => this.say(message, priority)
    return endProcesses(this.context.kernel, { unit, cgroup, main: this.#processes.task, say })
  }

  get #dash(): string {
    return this.description === this.name ? '' : ` - ${this.description}`
  }

  #refuseStart(): JobResult {
    this.say(`${this.name}: Start request repeated too quickly.`, 4)
    if (this.#result === 'success') this.#result = 'start-limit-hit'
    this.say(`${this.name}: Failed with result '${this.#result}'.`, 4)
    this.become('failed', 'failed')
    return 'failed'
  }
}
