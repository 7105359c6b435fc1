import type { Coproc } from 'unbash'
import { outOfTheWay } from '../expansion/command-substitution.ts'
import { stateOf, type Job } from '../jobs.ts'
import type { Shell } from '../shell.ts'
import { closeQuietly, forkShell, moveDescriptor } from '../subshell.ts'
import { sourceText } from './source-text.ts'

/** A command that runs beside the shell, with a pipe in each direction. */
export interface Coprocess {
  name: string
  job: Job
  /** Where its output is read, and where its input is written. */
  descriptors: [read: number, write: number]
}

/** `coproc NAME { … }`: NAME becomes an array of two descriptors. */
export const startCoprocess = async (shell: Shell, node: Coproc): Promise<number> => {
  const name = node.name?.text ?? 'COPROC'
  const { body } = node
  const [toIt, fromIt] = [shell.proc.pipe(), shell.proc.pipe()]
  const read = await outOfTheWay(shell.proc, fromIt.read)
  const write = await outOfTheWay(shell.proc, toIt.write)
  const monitor = shell.has('monitor')
  const pid = await forkShell(
    shell,
    async (child) => {
      for (const fd of [read, write]) await child.proc.close(fd)
      await moveDescriptor(child.proc, toIt.read, 0)
      await moveDescriptor(child.proc, fromIt.write, 1)
      return body.type === 'CompoundList'
        ? child.interpreter.list(child, body.commands)
        : child.interpreter.command(child, body)
    },
    { ...(monitor && { group: 'new' as const }), background: true },
  )
  for (const fd of [toIt.read, fromIt.write]) await shell.proc.close(fd)
  const job = shell.jobs.add(monitor ? pid : shell.proc.pgid, [pid], sourceText(node), true)
  shell.coprocesses.push({ name, job, descriptors: [read, write] })
  shell.variables.setArray(name, [String(read), String(write)])
  shell.variables.set(`${name}_PID`, String(pid))
  shell.lastBackground = pid
  if (shell.interactive && !shell.subshell) await shell.proc.stderr.write(`[${job.number}] ${pid}\n`)
  return 0
}

/** Takes away the descriptors and variables of coprocesses that have ended. */
export const forgetCoprocesses = async (shell: Shell): Promise<void> => {
  const ended = shell.coprocesses.filter(({ job }) => stateOf(job) === 'done')
  for (const coprocess of ended) {
    shell.coprocesses.splice(shell.coprocesses.indexOf(coprocess), 1)
    for (const fd of coprocess.descriptors) await closeQuietly(shell.proc, fd)
    for (const name of [coprocess.name, `${coprocess.name}_PID`]) shell.variables.unset(name)
  }
}
