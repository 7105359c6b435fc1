import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { Task } from '../../../kernel/task.ts'

/** The main process of a forking service: PIDFile= names it, or it is guessed among what has been left behind. */
export async function forkedPid(
  init: Process,
  service: {
    name: string
    pidFile?: string
    processes: readonly Task[]
    say(message: string, priority: number): void
  },
): Promise<number | undefined> {
  const { name, pidFile, processes, say } = service
  const guess = processes.map(({ pid }) => pid).sort((a, b) => a - b)[0]
  if (pidFile === undefined) return guess
  try {
    const pid = Number((await init.readText(pidFile)).trim())
    if (processes.some((task) => task.pid === pid)) return pid
    say(
      `${name}: New main PID ${pid} does not belong to service, and PID file is not owned by root. Refusing.`,
      3,
    )
  } catch (error) {
    if (!isErrno(error)) throw error
    say(`${name}: Can't open PID file ${pidFile} (yet?) after start: ${error.message}`, 5)
  }
  return guess
}
