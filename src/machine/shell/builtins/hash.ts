import { findAll } from '../interpreter/find-command.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

const usage = 'hash [-lr] [-p pathname] [-dt] [name ...]'

/** The places of commands that the shell remembers. */
export const hash: Builtin = async (shell, args) => {
  const flags = new Set<string>()
  let path: string | undefined
  let i = 0
  for (; /^-./.test(args[i] ?? '') && args[i] !== '--'; i++)
    for (const letter of args[i]!.slice(1)) {
      if (!'dlprt'.includes(letter)) return invalidOption(shell, 'hash', `-${letter}`, usage)
      flags.add(letter)
      if (letter === 'p') path = args[++i]
    }
  const names = args.slice(i)
  if (flags.has('r')) shell.commandPaths.clear()
  if (names.length === 0) return flags.has('r') ? 0 : list(shell, flags.has('l'))
  let status = 0
  for (const name of names) {
    const done = flags.has('t')
      ? await show(shell, name, names.length > 1)
      : flags.has('d')
        ? shell.commandPaths.delete(name)
        : await remember(shell, name, path)
    if (!done) status = await complainOf(shell, 'hash', `${name}: not found`)
  }
  return status
}

const remember = async (shell: Shell, name: string, given: string | undefined): Promise<boolean> => {
  const path = given ?? (await findAll(shell, name))[0]
  if (path) shell.commandPaths.set(name, { path, hits: 0 })
  return path !== undefined
}

const show = async (shell: Shell, name: string, named: boolean): Promise<boolean> => {
  const known = shell.commandPaths.get(name)
  if (known) await shell.proc.stdout.write(named ? `${name}\t${known.path}\n` : `${known.path}\n`)
  return known !== undefined
}

const list = async (shell: Shell, reusable: boolean): Promise<number> => {
  if (shell.commandPaths.size === 0) {
    if (!reusable) await shell.proc.stdout.write('hash: hash table empty\n')
    return 0
  }
  const lines = [...shell.commandPaths].map(([name, { path, hits }]) =>
    reusable ? `builtin hash -p ${path} ${name}\n` : `${String(hits).padStart(4)}\t${path}\n`,
  )
  await shell.proc.stdout.write(`${reusable ? '' : 'hits\tcommand\n'}${lines.join('')}`)
  return 0
}
