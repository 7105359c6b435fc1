import { isErrno } from '../errno.ts'
import type { ChildStatus, Process } from '../kernel/process.ts'
import { signalNumbers, type Signal } from '../kernel/signals.ts'
import {
  ExpansionFailed,
  FunctionReturn,
  Interrupted,
  KilledBySignal,
  LoopJump,
  ShellExit,
} from './control-flow.ts'
import type { Shell } from './shell.ts'

/** Signals that an interactive shell does not take the default action for; its children must again. */
const guardedSignals: readonly Signal[] = [
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGHUP',
  'SIGCHLD',
  'SIGWINCH',
]

/** Makes a child process with a copy of the shell in it, which runs `body` and ends with its status. */
export const forkShell = (
  shell: Shell,
  body: (child: Shell) => Promise<number>,
  options: { group?: 'new' | number; foreground?: boolean; background?: boolean; name?: string } = {},
): Promise<number> =>
  shell.proc.fork(
    async (proc) => {
      const child = shell.fork(proc)
      resetSignals(shell, proc, options.background === true && options.group === undefined)
      if (options.foreground) giveTerminal(child, proc.pgid)
      return endOf(child, () => body(child))
    },
    {
      ...(options.group !== undefined && { group: options.group }),
      ...(options.name && { name: options.name }),
    },
  )

/** What is ignored stays ignored in children; what was caught is back to its default. */
const resetSignals = (parent: Shell, proc: Process, ignoreKeyboard: boolean): void => {
  const caught = new Set<Signal>()
  if (parent.interactive && !parent.subshell) for (const signal of guardedSignals) caught.add(signal)
  for (const [name, action] of parent.traps.actions)
    if (action !== '' && name.startsWith('SIG')) caught.add(name as Signal)
  for (const signal of caught) if (parent.traps.actions.get(signal) !== '') proc.onSignal(signal, 'default')
  if (!ignoreKeyboard) return
  proc.onSignal('SIGINT', 'ignore')
  proc.onSignal('SIGQUIT', 'ignore')
}

/** Runs a (sub)shell's body to its end, whatever way it ends, and its EXIT trap; gives the exit status. */
export const endOf = async (shell: Shell, body: () => Promise<number>): Promise<number> => {
  let signal: Signal | undefined
  let status = await settled(shell, body, (name) => (signal = name))
  if (shell.traps.actions.has('EXIT')) {
    if (!signal) shell.status = status
    const after = await settled(
      shell,
      async () => {
        await shell.traps.run(shell, 'EXIT')
        return status
      },
      (name) => (signal = name),
    )
    status = after
  }
  if (signal) {
    shell.proc.onSignal(signal, 'default')
    await shell.proc.kill(shell.proc.pid, signal)
  }
  return status & 255
}

const settled = async (
  shell: Shell,
  body: () => Promise<number>,
  onKilled: (signal: Signal) => void,
): Promise<number> => {
  try {
    const status = await body()
    shell.traps.checkDeath()
    return status
  } catch (error) {
    if (error instanceof ShellExit || error instanceof FunctionReturn) return error.status
    if (error instanceof Interrupted) return 130
    if (error instanceof KilledBySignal) {
      onKilled(error.signal)
      return 128 + signalNumbers[error.signal]
    }
    if (error instanceof LoopJump) return 0
    if (error instanceof ExpansionFailed) {
      await shell.complain(error.message)
      return error.status
    }
    if (isErrno(error)) {
      await shell.complain(error.message)
      return 1
    }
    if (error instanceof RangeError) {
      await shell.complain(error.message)
      return 1
    }
    throw error
  }
}

/** Puts a process group into the foreground of the shell's terminal. */
export const giveTerminal = (shell: Shell, pgid: number): void => {
  const terminal = shell.proc.tty(0) ?? shell.proc.tty(2)
  if (terminal) terminal.foreground = pgid
}

/** wait(2) for one child, going on after signals whose handlers ran. */
export const waitFor = async (shell: Shell, pid: number, untraced = false): Promise<ChildStatus> => {
  for (;;) {
    try {
      const status = await shell.proc.wait(pid, { untraced })
      if (status) return status
    } catch (error) {
      if (isErrno(error, 'ECHILD')) return { pid, exit: 127 }
      if (!isErrno(error, 'EINTR')) throw error
      shell.traps.checkDeath()
    }
  }
}

/** Closes a descriptor that may be closed already. */
export const closeQuietly = async (proc: Process, fd: number): Promise<void> => {
  try {
    await proc.close(fd)
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

/** Moves a descriptor to a number, closing the original. */
export const moveDescriptor = async (proc: Process, from: number, to: number): Promise<void> => {
  if (from === to) return
  proc.dup(from, to)
  await proc.close(from)
}
