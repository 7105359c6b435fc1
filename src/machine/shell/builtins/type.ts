import { findAll } from '../interpreter/find-command.ts'
import { functionText } from '../interpreter/source-text.ts'
import { singleQuoted } from '../quoting.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

export interface Description {
  kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file'
  /** As `command -v` says it. */
  short: string
  /** As `type` says it. */
  long: string
  path?: string
}

const keywords = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(
    ' ',
  ),
)

/** All that a name can mean, in the order in which the shell looks. */
export const describeCommand = async (
  shell: Shell,
  name: string,
  isBuiltin: (name: string) => boolean,
): Promise<Description[]> => {
  const found: Description[] = []
  const alias = shell.shopt.get('expand_aliases') ? shell.aliases.get(name) : undefined
  if (alias !== undefined)
    found.push({
      kind: 'alias',
      short: `alias ${name}=${singleQuoted(alias)}`,
      long: `${name} is aliased to \`${alias}'`,
    })
  if (keywords.has(name)) found.push({ kind: 'keyword', short: name, long: `${name} is a shell keyword` })
  const definition = shell.functions.get(name)
  if (definition)
    found.push({ kind: 'function', short: name, long: `${name} is a function\n${functionText(definition)}` })
  if (isBuiltin(name) && !shell.disabled.has(name))
    found.push({ kind: 'builtin', short: name, long: `${name} is a shell builtin` })
  const hashed = shell.commandPaths.get(name)?.path
  for (const path of await findAll(shell, name)) {
    const long = path === hashed ? `${name} is hashed (${path})` : `${name} is ${path}`
    found.push({ kind: 'file', short: path, long, path })
  }
  return found
}

export const type =
  (isBuiltin: (name: string) => boolean): Builtin =>
  async (shell, args) => {
    const flags = new Set<string>()
    let i = 0
    for (; /^-./.test(args[i] ?? ''); i++)
      for (const letter of args[i]!.slice(1)) {
        if (!'aftpP'.includes(letter))
          return invalidOption(shell, 'type', `-${letter}`, 'type [-afptP] name [name ...]')
        flags.add(letter)
      }
    let status = 0
    for (const name of args.slice(i)) {
      let found = await describeCommand(shell, name, isBuiltin)
      if (flags.has('f')) found = found.filter(({ kind }) => kind !== 'function')
      if (flags.has('P')) found = found.filter(({ kind }) => kind === 'file')
      const shown = flags.has('a') ? found : found.slice(0, 1)
      if (shown.length === 0) {
        status = 1
        if (!flags.has('t') && !flags.has('p') && !flags.has('P'))
          await complainOf(shell, 'type', `${name}: not found`)
      }
      for (const description of shown) {
        if (flags.has('t')) await shell.proc.stdout.write(`${description.kind}\n`)
        else if (flags.has('p') || flags.has('P')) {
          if (description.path) await shell.proc.stdout.write(`${description.path}\n`)
        } else
          await shell.proc.stdout.write(
            `${flags.has('a') ? description.long.replace(/ is hashed \((.*)\)$/, ' is $1') : description.long}\n`,
          )
      }
    }
    return status
  }
