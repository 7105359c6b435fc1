import { singleQuoted } from '../quoting.ts'
import { complainOf, type Builtin } from './builtin.ts'

export const alias: Builtin = async (shell, args) => {
  const show = (name: string, value: string): Promise<void> =>
    shell.proc.stdout.write(`alias ${name}=${singleQuoted(value)}\n`)
  const rest = args[0] === '-p' ? args.slice(1) : args
  if (rest.length === 0) {
    for (const [name, value] of [...shell.aliases].sort()) await show(name, value)
    return 0
  }
  shell.aliasGeneration++
  let status = 0
  for (const arg of rest) {
    const equals = arg.indexOf('=')
    if (equals > 0) shell.aliases.set(arg.slice(0, equals), arg.slice(equals + 1))
    else if (shell.aliases.has(arg)) await show(arg, shell.aliases.get(arg)!)
    else status = await complainOf(shell, 'alias', `${arg}: not found`)
  }
  return status
}

export const unalias: Builtin = async (shell, args) => {
  shell.aliasGeneration++
  if (args[0] === '-a') {
    shell.aliases.clear()
    return 0
  }
  let status = 0
  for (const name of args)
    if (!shell.aliases.delete(name)) status = await complainOf(shell, 'unalias', `${name}: not found`)
  return status
}
