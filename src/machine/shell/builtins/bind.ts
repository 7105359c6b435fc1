import { complainOf, type Builtin } from './builtin.ts'

/** readline's key bindings: the keys of this shell's line editor are as bash has them at first, and stay so. */
export const bind: Builtin = async (shell, args) => {
  if (!shell.interactive) {
    await shell.complain('bind: warning: line editing not enabled')
    return 0
  }
  if (args.length === 0) return 0
  return complainOf(shell, 'bind', `${args.at(-1)}: this shell's keys cannot be bound anew`)
}

/** Stops the shell until it is continued. */
export const suspend: Builtin = async (shell, args) => {
  if (!shell.has('monitor')) return complainOf(shell, 'suspend', 'cannot suspend: no job control')
  if (shell.login && !args.includes('-f')) return complainOf(shell, 'suspend', 'cannot suspend a login shell')
  await shell.proc.kill(shell.proc.pid, 'SIGSTOP')
  return 0
}
