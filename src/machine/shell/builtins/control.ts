import { ExpansionFailed, FunctionReturn, LoopJump, ShellExit } from '../control-flow.ts'
import { stateOf } from '../jobs.ts'
import type { Shell } from '../shell.ts'
import type { Builtin } from './builtin.ts'

const jump =
  (kind: 'break' | 'continue'): Builtin =>
  async (shell, args) => {
    if (shell.loopDepth === 0) {
      await shell.complain(`${kind}: only meaningful in a \`for', \`while', or \`until' loop`)
      return 0
    }
    const levels = Number(args[0] ?? 1)
    if (!Number.isInteger(levels)) {
      await shell.complain(`${kind}: ${args[0]}: numeric argument required`)
      throw new ShellExit(128)
    }
    if (levels < 1) {
      await shell.complain(`${kind}: ${args[0]}: loop count out of range`)
      throw new LoopJump('break', shell.loopDepth, 1)
    }
    throw new LoopJump(kind, levels)
  }

export const breakLoop = jump('break')
export const continueLoop = jump('continue')

const statusArgument = async (shell: Shell, name: string, text: string | undefined): Promise<number> => {
  if (text === undefined) return shell.status
  if (/^\s*[+-]?\d{1,18}\s*$/.test(text))
    return Number(BigInt.asUintN(8, BigInt(text.trim().replace('+', ''))))
  await shell.complain(`${name}: ${text}: numeric argument required`)
  return 2
}

export const returnFromFunction: Builtin = async (shell, args) => {
  if (!shell.calls.inFunction && shell.calls.sourceDepth === 0) {
    await shell.complain("return: can only `return' from a function or sourced script")
    return 2
  }
  if (args.length > 1 && /^[+-]?\d+$/.test(args[0]!)) {
    await shell.complain('return: too many arguments')
    throw new ExpansionFailed('')
  }
  throw new FunctionReturn(await statusArgument(shell, 'return', args[0]))
}

export const exitShell: Builtin = async (shell, args) => {
  if (shell.interactive && !shell.subshell) {
    await shell.proc.stderr.write(shell.login ? 'logout\n' : 'exit\n')
    const stopped = shell.jobs.jobs.some((job) => stateOf(job) === 'stopped')
    if (stopped && !shell.warnedOfJobs) {
      shell.warnedOfJobs = true
      await shell.proc.stderr.write('There are stopped jobs.\n')
      return 1
    }
  }
  if (args.length > 1 && /^[+-]?\d+$/.test(args[0]!)) {
    await shell.complain('exit: too many arguments')
    return 1
  }
  throw new ShellExit(await statusArgument(shell, 'exit', args[0]))
}
