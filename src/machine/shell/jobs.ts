import type { ChildStatus } from '../kernel/process.ts'
import { signalNumbers, type Signal } from '../kernel/signals.ts'

export interface JobProcess {
  pid: number
  state: 'running' | 'stopped' | 'done'
  status: number
  signal?: Signal
}

export interface Job {
  number: number
  pgid: number
  processes: JobProcess[]
  command: string
  /** The commands of its processes, where it is a pipeline. */
  parts?: readonly string[]
  /** Since when it is in the background; a job in the foreground is not listed. */
  background: boolean
  /** The learner has been told of its present state. */
  notified: boolean
  /** `disown -h`: no SIGHUP at the end. */
  noHangup?: boolean
}

const descriptions: Partial<Record<Signal, string>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGQUIT: 'Quit',
  SIGILL: 'Illegal instruction',
  SIGTRAP: 'Trace/breakpoint trap',
  SIGABRT: 'Aborted',
  SIGBUS: 'Bus error',
  SIGFPE: 'Floating point exception',
  SIGKILL: 'Killed',
  SIGUSR1: 'User defined signal 1',
  SIGSEGV: 'Segmentation fault',
  SIGUSR2: 'User defined signal 2',
  SIGPIPE: 'Broken pipe',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
  SIGSTKFLT: 'Stack fault',
  SIGXCPU: 'CPU time limit exceeded',
  SIGXFSZ: 'File size limit exceeded',
  SIGVTALRM: 'Virtual timer expired',
  SIGPROF: 'Profiling timer expired',
  SIGIO: 'I/O possible',
  SIGPWR: 'Power failure',
  SIGSYS: 'Bad system call',
}

export const describeSignal = (signal: Signal): string => descriptions[signal] ?? signal

/** What $? says of a child. */
export const statusOf = (child: ChildStatus): number => {
  const signal = child.signal ?? child.stopped
  return signal ? 128 + signalNumbers[signal] : (child.exit ?? 0)
}

export const stateOf = (job: Job): 'running' | 'stopped' | 'done' => {
  if (job.processes.some((process) => process.state === 'running')) return 'running'
  return job.processes.some((process) => process.state === 'stopped') ? 'stopped' : 'done'
}

/** The children that a shell knows of, as jobs. */
export class JobTable {
  jobs: Job[] = []
  /** Most recent last: `%+` is the last one, `%-` the one before. */
  #recent: Job[] = []

  add(pgid: number, pids: number[], command: string, background: boolean, parts?: readonly string[]): Job {
    const number = Math.max(0, ...this.jobs.map((job) => job.number)) + 1
    const processes = pids.map((pid): JobProcess => ({ pid, state: 'running', status: 0 }))
    const job: Job = { number, pgid, processes, command, background, notified: true, ...(parts && { parts }) }
    this.jobs.push(job)
    if (background) this.makeCurrent(job)
    return job
  }

  /** A subshell may list the jobs of its parent (`jobs | cat`), but they are not its children. */
  inherit(parent: JobTable): void {
    this.jobs = parent.jobs.map((job) => ({
      ...job,
      processes: job.processes.map((process) => ({ ...process })),
    }))
    this.#recent = parent.#recent.flatMap((job) => this.jobs.filter(({ number }) => number === job.number))
  }

  remove(job: Job): void {
    this.jobs = this.jobs.filter((other) => other !== job)
    this.#recent = this.#recent.filter((other) => other !== job)
  }

  makeCurrent(job: Job): void {
    this.#recent = [...this.#recent.filter((other) => other !== job), job]
  }

  /** Notes what wait(2) told. */
  update(child: ChildStatus): Job | undefined {
    for (const job of this.jobs) {
      const process = job.processes.find((candidate) => candidate.pid === child.pid)
      if (!process) continue
      process.state = child.stopped ? 'stopped' : 'done'
      process.status = statusOf(child)
      process.signal = child.signal ?? child.stopped
      job.notified = false
      return job
    }
    return undefined
  }

  /** `%1`, `%+`, `%-`, `%%`, `%sle`, `%?eep`, or undefined. */
  find(spec: string): Job | undefined {
    const name = spec.startsWith('%') ? spec.slice(1) : spec
    if (name === '' || name === '%' || name === '+') return this.current
    if (name === '-') return this.previous
    if (/^\d+$/.test(name)) return this.jobs.find((job) => job.number === Number(name))
    if (name.startsWith('?')) return this.jobs.find((job) => job.command.includes(name.slice(1)))
    return this.jobs.find((job) => job.command.startsWith(name))
  }

  get current(): Job | undefined {
    const stopped = this.#recent.filter((job) => stateOf(job) === 'stopped')
    return stopped.at(-1) ?? this.#recent.at(-1)
  }

  get previous(): Job | undefined {
    const current = this.current
    const others = this.#recent.filter((job) => job !== current)
    return others.findLast((job) => stateOf(job) === 'stopped') ?? others.at(-1)
  }

  /** As `jobs` lists it: `[1]+  Stopped                 sleep 100`. */
  describe(job: Job, withPids = false): string {
    const mark = job === this.current ? '+' : job === this.previous ? '-' : ' '
    const state = stateText(job)
    const suffix = stateOf(job) === 'running' ? ' &' : ''
    if (!withPids) return `[${job.number}]${mark}  ${state.padEnd(23)} ${job.command}${suffix}`
    const pids = job.processes.map(({ pid }) => String(pid).padStart(5))
    const [first = job.command, ...others] = job.parts ?? []
    const lines = [`[${job.number}]${mark} ${pids[0]} ${state.padEnd(23)} ${first}`]
    for (const [i, part] of others.entries()) lines.push(`     ${pids[i + 1]}${' '.repeat(23)}| ${part}`)
    return lines.join('\n') + suffix
  }
}

const stateText = (job: Job): string => {
  const state = stateOf(job)
  if (state !== 'done') return state === 'running' ? 'Running' : 'Stopped'
  const last = job.processes.at(-1)!
  if (last.signal) return describeSignal(last.signal)
  return last.status === 0 ? 'Done' : `Exit ${last.status}`
}
