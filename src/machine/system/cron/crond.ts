import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { runJob } from './run-job.ts'
import { nextDue } from './schedule.ts'
import { type CronJob, readTables } from './tables.ts'

declare module '../../kernel/bus.ts' {
  interface BusNames {
    cron: { changed(): void }
  }
}

/** How often files that were changed by hand are looked for: real time. */
const lookAgain = 60_000
/** A run that comes later than this was not waited for: the machine slept, or time was moved far ahead. */
const late = 60_000

/** The cron daemon: wakes when something is due, in the machine's wall time, and when a crontab was changed. */
export async function crond(proc: Process): Promise<number> {
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line("crond: can't open or create /run/crond.pid: Permission denied")
    return 1
  }
  return new CronDaemon(proc).run()
}

class CronDaemon {
  #jobs: CronJob[] = []
  /** Everything due up to here has been run. */
  #done: number
  #poke: () => void = () => undefined
  readonly #complaints = new Set<string>()
  readonly #redhat: boolean

  constructor(private readonly proc: Process) {
    this.#done = proc.system.now()
    this.#redhat = proc.system.release.id === 'amzn'
  }

  async run(): Promise<never> {
    const { proc } = this
    const changed = (): void => this.#poke()
    proc.system.bus.own('cron', { changed })
    proc.onSignal('SIGHUP', changed, { restart: true })
    this.#say(proc.pid, this.#redhat ? '(CRON) STARTUP (1.5.7)' : '(CRON) INFO (pidfile fd = 3)', this.#name)
    await this.#readTables()
    await this.#runAtBoot()
    for (;;) {
      const woken = await this.#wait()
      await this.#readTables()
      const runs = this.#due().map((job) => this.#start(job))
      // Time that is moved ahead stands still until what was due has run.
      void Promise.all(runs).then(() => woken?.())
    }
  }

  get #name(): string {
    return this.#redhat ? 'crond' : 'cron'
  }

  #say(pid: number, text: string, identifier = this.#redhat ? 'CROND' : 'CRON'): void {
    this.proc.system.log(`${identifier}[${pid}]: ${text}`)
  }

  async #readTables(): Promise<void> {
    const complaints = new Set<string>()
    this.#jobs = await readTables(this.proc, (text) => complaints.add(text))
    for (const text of complaints) if (!this.#complaints.has(text)) this.#say(this.proc.pid, text, this.#name)
    this.#complaints.clear()
    for (const text of complaints) this.#complaints.add(text)
  }

  /** @returns what tells whoever moved time that the work is done. */
  async #wait(): Promise<(() => void) | undefined> {
    const { proc } = this
    const next = Math.min(...this.#jobs.map(({ when }) => (when === 'reboot' ? Infinity : (nextDue(when, this.#done) ?? Infinity)))) // prettier-ignore
    const cancels: (() => void)[] = []
    try {
      return await proc.outside(
        (interrupted) =>
          new Promise<(() => void) | undefined>((resolve) => {
            this.#poke = () => resolve(undefined)
            if (next !== Infinity)
              cancels.push(proc.system.at(next, () => new Promise<void>((done) => resolve(done))))
            const timer = setTimeout(() => resolve(undefined), lookAgain)
            cancels.push(() => clearTimeout(timer))
            interrupted.addEventListener('abort', () => resolve(undefined))
          }),
      )
    } catch (error) {
      if (isErrno(error, 'EINTR')) return undefined
      throw error
    } finally {
      for (const cancel of cancels) cancel()
      this.#poke = () => undefined
    }
  }

  /** What is due now; of runs that were missed, the last of each job is made up for, and the rest is told of. */
  #due(): CronJob[] {
    const now = this.proc.system.now()
    const from = this.#done
    this.#done = now
    return this.#jobs.filter((job) => {
      if (job.when === 'reboot') return false
      let missed = 0
      let last: number | undefined
      for (
        let time = nextDue(job.when, from);
        time !== undefined && time <= now;
        time = nextDue(job.when, time)
      ) {
        if (last !== undefined) missed++
        last = time
        if (missed > 100_000) break
      }
      if (missed > 0 && last! - from > late)
        this.#say(this.proc.pid, `(${job.user}) INFO (time moved on: ${missed} earlier runs were left out) (${job.command})`, this.#name) // prettier-ignore
      return last !== undefined
    })
  }

  async #runAtBoot(): Promise<void> {
    const flag = this.#redhat ? '/run/cron.reboot' : '/run/crond.reboot'
    const again = await this.proc.stat(flag).then(
      () => true,
      (error: unknown) => {
        if (isErrno(error)) return false
        throw error
      },
    )
    if (again)
      return this.#say(
        this.proc.pid,
        "(CRON) INFO (@reboot jobs will be run at computer's startup.)",
        this.#name,
      )
    await this.proc.writeFile(flag, '')
    if (!this.#redhat) this.#say(this.proc.pid, '(CRON) INFO (Running @reboot jobs)', this.#name)
    for (const job of this.#jobs) if (job.when === 'reboot') void this.#start(job)
  }

  async #start(job: CronJob): Promise<void> {
    try {
      await runJob(this.proc, job, (pid, text) => this.#say(pid, text))
    } catch (error) {
      if (!isErrno(error)) throw error
      this.#say(this.proc.pid, `(${job.user}) ERROR (can't fork: ${error.message})`)
    }
  }
}
