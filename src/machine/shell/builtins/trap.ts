import { signalNumbers, type Signal } from '../../kernel/signals.ts'
import { ExpansionFailed } from '../control-flow.ts'
import { expandArithmetic } from '../expansion/word.ts'
import { signalTable, trapName, type TrapName } from '../traps.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

/** As it was typed, newlines and all. */
const quotedAction = (action: string): string => `'${action.replaceAll("'", "'\\''")}'`

const usage = 'trap [-lp] [[arg] signal_spec ...]'

export const trap: Builtin = async (shell, args) => {
  const { traps } = shell
  const rest = args[0] === '--' ? args.slice(1) : args
  if (rest[0] === '-l') {
    await shell.proc.stdout.write(signalTable())
    return 0
  }
  if (rest.length === 0 || rest[0] === '-p') {
    const wanted = rest.slice(1).map(trapName)
    const order = (name: TrapName): number => (name === 'EXIT' ? 0 : (signalNumbers[name as Signal] ?? 100))
    for (const [name, action] of [...traps.listed].sort(([a], [b]) => order(a) - order(b)))
      if (wanted.length === 0 || wanted.includes(name))
        await shell.proc.stdout.write(`trap -- ${quotedAction(action)} ${name}\n`)
    return 0
  }
  if (rest[0]!.startsWith('-') && rest[0] !== '-') return invalidOption(shell, 'trap', rest[0]!, usage)
  if (rest.length === 1 && trapName(rest[0]!) === undefined && rest[0] !== '-') {
    await shell.proc.stderr.write(`trap: usage: ${usage}\n`)
    return 2
  }
  const resets =
    rest[0] === '-' || (rest.length === 1 && trapName(rest[0]!) !== undefined) || /^\d+$/.test(rest[0]!)
  const action = resets ? undefined : rest[0]!
  const names = rest.length === 1 || (/^\d+$/.test(rest[0]!) && resets) ? rest : rest.slice(1)
  let status = 0
  for (const text of names) {
    const name = trapName(text)
    if (name) traps.set(shell, name, action)
    else status = await complainOf(shell, 'trap', `${text}: invalid signal specification`)
  }
  return status
}

export const letCommand: Builtin = async (shell, args) => {
  if (args.length === 0) return complainOf(shell, 'let', 'expression expected')
  let value = 0n
  for (const arg of args) {
    try {
      value = await expandArithmetic(shell, arg)
    } catch (error) {
      if (!(error instanceof ExpansionFailed)) throw error
      if (error.message.endsWith(': readonly variable')) throw error
      return complainOf(shell, 'let', error.message)
    }
  }
  return value === 0n ? 1 : 0
}

/** The user and system time of the shell, and of its children: the kernel counts it all as user time. */
export const times: Builtin = async (shell) => {
  const shown = (milliseconds: number): string =>
    `${Math.floor(milliseconds / 60_000)}m${((milliseconds % 60_000) / 1000).toFixed(3)}s`
  const { own, children } = shell.proc.processorTime()
  await shell.proc.stdout.write(`${shown(own)} 0m0.000s\n${shown(children)} 0m0.000s\n`)
  return 0
}
