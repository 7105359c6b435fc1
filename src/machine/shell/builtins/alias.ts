import { singleQuoted } from '../quoting.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

export const alias: Builtin = async (shell, args) => {
  const show = (name: string, value: string): Promise<void> =>
    shell.proc.stdout.write(`alias ${name}=${singleQuoted(value)}\n`)
  if (/^-[^p]/.test(args[0] ?? ''))
    return invalidOption(shell, 'alias', args[0]!.slice(0, 2), 'alias [-p] [name[=value] ... ]')
  const rest = args[0] === '-p' ? args.slice(1) : args
  if (rest.length === 0) {
    for (const [name, value] of [...shell.aliases].sort()) await show(name, value)
    return 0
  }
  shell.aliasGeneration++
  let status = 0
  for (const arg of rest) {
    const equals = arg.indexOf('=')
    const name = equals > 0 ? arg.slice(0, equals) : ''
    if (/[\s/$`='"\\;|&()<>]/.test(name))
      status = await complainOf(shell, 'alias', `\`${name}': invalid alias name`)
    else if (equals > 0) shell.aliases.set(arg.slice(0, equals), arg.slice(equals + 1))
    else if (shell.aliases.has(arg)) await show(arg, shell.aliases.get(arg)!)
    else status = await complainOf(shell, 'alias', `${arg}: not found`)
  }
  return status
}

export const unalias: Builtin = async (shell, args) => {
  shell.aliasGeneration++
  if (args.length === 0) {
    await shell.proc.stderr.write('unalias: usage: unalias [-a] name [name ...]\n')
    return 2
  }
  if (args[0] === '-a') {
    shell.aliases.clear()
    return 0
  }
  let status = 0
  for (const name of args)
    if (!shell.aliases.delete(name)) status = await complainOf(shell, 'unalias', `${name}: not found`)
  return status
}
