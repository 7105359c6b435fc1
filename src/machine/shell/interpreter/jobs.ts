import { ExpansionFailed, Interrupted } from '../control-flow.ts'
import { describeSignal, stateOf, type Job } from '../jobs.ts'
import { signalNumbers } from '../../kernel/signals.ts'
import type { Shell } from '../shell.ts'
import { forgetCoprocesses } from './coprocess.ts'
import { giveTerminal, waitFor } from '../subshell.ts'
import { isErrno } from '../../errno.ts'

/** Waits until a job in the foreground ends or stops, and gives its status. */
export const waitForeground = async (shell: Shell, job: Job): Promise<number> => {
  const monitor = shell.has('monitor')
  if (monitor) giveTerminal(shell, job.pgid)
  await settle(shell, job, monitor)
  if (monitor) giveTerminal(shell, shell.proc.pgid)
  return concludeForeground(shell, job)
}

const settle = async (shell: Shell, job: Job, untraced: boolean): Promise<void> => {
  for (const process of job.processes) {
    while (process.state === 'running') {
      const change = await waitFor(shell, process.pid, untraced)
      shell.jobs.update(change)
    }
  }
}

const concludeForeground = async (shell: Shell, job: Job): Promise<number> => {
  const statuses = job.processes.map((process) => process.status)
  shell.pipeStatus = statuses
  const last = job.processes.at(-1)!
  if (stateOf(job) === 'stopped') {
    job.background = true
    shell.jobs.makeCurrent(job)
    job.notified = true
    await shell.proc.stderr.write(`\n${shell.jobs.describe(job)}\n`)
    return last.status || 128 + 20
  }
  shell.jobs.remove(job)
  await tellOfSignal(shell, job)
  if (!shell.has('pipefail')) return last.status
  return statuses.findLast((status) => status !== 0) ?? 0
}

const tellOfSignal = async (shell: Shell, job: Job): Promise<void> => {
  const last = job.processes.at(-1)!
  if (!last.signal || last.signal === 'SIGPIPE') return
  if (last.signal === 'SIGINT') {
    if (!shell.interactive || shell.subshell) return
    throw new Interrupted()
  }
  if (shell.interactive || last.signal === 'SIGTERM')
    await shell.proc.stderr.write(`${describeSignal(last.signal)}\n`)
  else await tellOfDeath(shell, job)
}

/** What a script says when a signal has ended one of its commands. */
export const tellOfDeath = async (shell: Shell, job: Job): Promise<void> => {
  const { signal, pid } = job.processes.at(-1)!
  if (!signal || shell.subshell || ['SIGINT', 'SIGPIPE', 'SIGTERM'].includes(signal)) return
  await shell.complain(`${String(pid).padStart(5)} ${describeSignal(signal).padEnd(23)} ${job.command}`)
}

/** Notes children that have changed without waiting for any. */
export const reapChildren = async (shell: Shell): Promise<void> => {
  for (;;) {
    try {
      const change = await shell.proc.wait(-1, { noHang: true, untraced: true })
      if (!change) return
      shell.jobs.update(change)
    } catch (error) {
      if (isErrno(error, 'ECHILD')) return
      if (!isErrno(error, 'EINTR')) throw error
    }
  }
}

/** Before a prompt: tells of background jobs that ended or stopped. */
export const notifyJobs = async (shell: Shell): Promise<void> => {
  await reapChildren(shell)
  await forgetCoprocesses(shell)
  for (const job of shell.jobs.jobs) {
    const state = stateOf(job)
    if (job.notified || state === 'running') continue
    job.notified = true
    if (shell.interactive) await shell.proc.stderr.write(`${shell.jobs.describe(job)}\n`)
    if (state === 'done') shell.jobs.remove(job)
  }
}

/** Waits for a background job (wait, fg without a terminal); a trapped signal ends the waiting. */
export const waitBackground = async (shell: Shell, job: Job): Promise<number> => {
  for (const process of job.processes) {
    while (process.state === 'running') {
      try {
        const change = await shell.proc.wait(process.pid, {})
        if (change) shell.jobs.update(change)
      } catch (error) {
        if (isErrno(error, 'ECHILD')) break
        if (!isErrno(error, 'EINTR')) throw error
        if (shell.interrupted) await shell.step()
        shell.traps.checkDeath()
        const pending = shell.traps.pendingSignal
        if (pending) return 128 + signalNumbers[pending]
      }
    }
  }
  return job.processes.at(-1)!.status
}

/** The job a builtin's argument names. */
export const jobNamed = (shell: Shell, command: string, spec: string | undefined): Job => {
  const job = spec === undefined ? shell.jobs.current : shell.jobs.find(spec)
  if (!job)
    throw new ExpansionFailed(
      `${command}: ${spec ?? 'current'}: no such job`,
      false,
      command === 'wait' ? 127 : 1,
    )
  return job
}
