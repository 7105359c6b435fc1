import { isErrno } from '../../errno.ts'
import { signalNumbers, type Signal } from '../../kernel/signals.ts'
import { ExpansionFailed } from '../control-flow.ts'
import { forgetCoprocesses } from '../interpreter/coprocess.ts'
import { jobNamed, reapChildren, tellOfDeath, waitBackground, waitForeground } from '../interpreter/jobs.ts'
import { stateOf, statusOf, type Job } from '../jobs.ts'
import type { Shell } from '../shell.ts'
import { giveTerminal, waitFor } from '../subshell.ts'
import { signalName, signalTable } from '../traps.ts'
import { complainOf, type Builtin } from './builtin.ts'

/** Runs a builtin that names jobs, and says when there is no such job. */
const withJobs =
  (run: Builtin): Builtin =>
  async (shell, args, arrays) => {
    try {
      return await run(shell, args, arrays)
    } catch (error) {
      if (!(error instanceof ExpansionFailed)) throw error
      await shell.complain(error.message)
      return error.status
    }
  }

export const jobs: Builtin = withJobs(async (shell, args) => {
  await reapChildren(shell)
  const flags = args.filter((arg) => /^-[lnprs]+$/.test(arg)).join('')
  const specs = args.filter((arg) => !arg.startsWith('-'))
  const listed = specs.length > 0 ? specs.map((spec) => jobNamed(shell, 'jobs', spec)) : [...shell.jobs.jobs]
  for (const job of listed) {
    const state = stateOf(job)
    if ((flags.includes('r') && state !== 'running') || (flags.includes('s') && state !== 'stopped')) continue
    const line = flags.includes('p')
      ? String(shell.has('monitor') ? job.pgid : job.processes[0]!.pid)
      : shell.jobs.describe(job, flags.includes('l'))
    await shell.proc.stdout.write(`${line}\n`)
    job.notified = true
    if (state === 'done') shell.jobs.remove(job)
  }
  return 0
})

const resume = async (shell: Shell, job: Job): Promise<void> => {
  for (const process of job.processes) if (process.state === 'stopped') process.state = 'running'
  await shell.proc.kill(-job.pgid, 'SIGCONT')
}

export const fg: Builtin = withJobs(async (shell, args) => {
  if (!shell.has('monitor')) return complainOf(shell, 'fg', 'no job control')
  const job = jobNamed(shell, 'fg', args[0])
  await shell.proc.stdout.write(`${job.command}\n`)
  job.background = false
  giveTerminal(shell, job.pgid)
  await resume(shell, job)
  return waitForeground(shell, job)
})

export const bg: Builtin = withJobs(async (shell, args) => {
  if (!shell.has('monitor')) return complainOf(shell, 'bg', 'no job control')
  for (const spec of args.length > 0 ? args : [undefined]) {
    const job = jobNamed(shell, 'bg', spec)
    if (stateOf(job) === 'running') {
      await shell.complain(`bg: job ${job.number} already in background`)
      continue
    }
    await resume(shell, job)
    await shell.proc.stdout.write(
      `[${job.number}]${job === shell.jobs.current ? '+' : '-'} ${job.command} &\n`,
    )
  }
  return 0
})

export const wait: Builtin = withJobs(async (shell, args) => {
  const { options, rest, name } = waitOptions(args)
  if (options.has('n')) return waitForAny(shell, rest, name)
  if (rest.length === 0) {
    for (const job of shell.jobs.jobs) {
      if (stateOf(job) === 'stopped') continue
      const status = await waitBackground(shell, job)
      // A signal whose trap runs ends the waiting.
      if (stateOf(job) !== 'done') return status
      await finish(shell, job)
    }
    return 0
  }
  let status = 0
  for (const spec of rest) {
    const pid = Number(spec)
    const job = spec.startsWith('%')
      ? jobNamed(shell, 'wait', spec)
      : shell.jobs.jobs.find((candidate) => candidate.processes.some((process) => process.pid === pid))
    if (job) {
      status = await waitBackground(shell, job)
      await finish(shell, job)
      if (name) shell.variables.set(name, String(job.processes.at(-1)!.pid))
    } else if (pid === shell.lastSubstitution && !shell.endedChildren.has(pid)) {
      status = statusOf(await waitFor(shell, pid))
      shell.endedChildren.set(pid, status)
    } else if (shell.endedChildren.has(pid)) status = shell.endedChildren.get(pid)!
    else if (Number.isNaN(pid))
      status = await complainOf(shell, 'wait', `\`${spec}': not a pid or valid job spec`)
    else status = await complainOf(shell, 'wait', `pid ${spec} is not a child of this shell`, 127)
  }
  return status
})

const waitOptions = (args: readonly string[]): { options: Set<string>; rest: string[]; name?: string } => {
  const options = new Set<string>()
  let name: string | undefined
  let i = 0
  for (; /^-[fnp]/.test(args[i] ?? ''); i++)
    for (const letter of args[i]!.slice(1)) {
      options.add(letter)
      if (letter === 'p') name = args[++i]
    }
  return { options, rest: args.slice(i), ...(name && { name }) }
}

const finish = async (shell: Shell, job: Job): Promise<void> => {
  if (stateOf(job) !== 'done') return
  if (!shell.interactive) await tellOfDeath(shell, job)
  for (const process of job.processes) shell.endedChildren.set(process.pid, process.status)
  await forgetCoprocesses(shell)
  if (!shell.interactive) shell.jobs.remove(job)
}

const waitForAny = async (
  shell: Shell,
  specs: readonly string[],
  name: string | undefined,
): Promise<number> => {
  const wanted = (job: Job): boolean =>
    specs.length === 0 ||
    specs.some((spec) =>
      spec.startsWith('%')
        ? shell.jobs.find(spec) === job
        : job.processes.some(({ pid }) => pid === Number(spec)),
    )
  for (;;) {
    const done = shell.jobs.jobs.find((job) => stateOf(job) === 'done' && wanted(job))
    if (done) {
      shell.jobs.remove(done)
      if (name) shell.variables.set(name, String(done.processes.at(-1)!.pid))
      return done.processes.at(-1)!.status
    }
    if (!shell.jobs.jobs.some(wanted)) return 127
    try {
      const change = await shell.proc.wait(-1, {})
      if (change) shell.jobs.update(change)
    } catch (error) {
      if (isErrno(error, 'ECHILD')) return 127
      if (!isErrno(error, 'EINTR')) throw error
      await shell.step()
    }
  }
}

export const disown: Builtin = withJobs(async (shell, args) => {
  const flags = args.filter((arg) => arg.startsWith('-')).join('')
  const specs = args.filter((arg) => !arg.startsWith('-'))
  const chosen = flags.includes('a')
    ? [...shell.jobs.jobs]
    : (specs.length > 0 ? specs : [undefined]).map((spec) => jobNamed(shell, 'disown', spec))
  for (const job of chosen) {
    if (flags.includes('h')) job.noHangup = true
    else shell.jobs.remove(job)
  }
  return 0
})

export const kill: Builtin = async (shell, args) => {
  if (args.length === 0) {
    await shell.proc.stderr.write(
      'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
    )
    return 2
  }
  if (args[0] === '-l' || args[0] === '-L') return listSignals(shell, args.slice(1))
  let signal: Signal | 0 = 'SIGTERM'
  let targets = args
  if (/^-./.test(args[0]!) && args[0] !== '--') {
    const spelled = args[0] === '-s' || args[0] === '-n' ? (args[1] ?? '') : args[0]!.slice(1)
    const named = spelled === '0' ? 0 : signalName(spelled)
    if (named === undefined) return complainOf(shell, 'kill', `${spelled}: invalid signal specification`)
    signal = named
    targets = args.slice(args[0] === '-s' || args[0] === '-n' ? 2 : 1)
  }
  if (targets[0] === '--') targets = targets.slice(1)
  let status = 0
  for (const target of targets) if (!(await signalTarget(shell, target, signal))) status = 1
  return status
}

const signalTarget = async (shell: Shell, target: string, signal: Signal | 0): Promise<boolean> => {
  let pid = Number(target)
  let job: Job | undefined
  if (target.startsWith('%')) {
    job = shell.jobs.find(target)
    if (!job) {
      await shell.complain(`kill: ${target}: no such job`)
      return false
    }
    pid = shell.has('monitor') ? -job.pgid : job.processes[0]!.pid
  } else if (!/^-?\d+$/.test(target)) {
    await shell.complain(`kill: ${target}: arguments must be process or job IDs`)
    return false
  }
  try {
    await shell.proc.kill(pid, signal)
    // A stopped job cannot act on the signal until it goes on.
    if (job && stateOf(job) === 'stopped' && (signal === 'SIGTERM' || signal === 'SIGHUP'))
      await shell.proc.kill(pid, 'SIGCONT')
    return true
  } catch (error) {
    if (!isErrno(error)) throw error
    await shell.complain(`kill: (${target}) - ${error.message}`)
    return false
  }
}

const listSignals = async (shell: Shell, args: readonly string[]): Promise<number> => {
  if (args.length === 0) {
    await shell.proc.stdout.write(signalTable())
    return 0
  }
  for (const arg of args) {
    const number = Number(arg) > 128 ? Number(arg) - 128 : arg
    const name = signalName(String(number))
    if (!name) return complainOf(shell, 'kill', `${arg}: invalid signal specification`)
    await shell.proc.stdout.write(/^\d+$/.test(arg) ? `${name.slice(3)}\n` : `${signalNumbers[name]}\n`)
  }
  return 0
}
