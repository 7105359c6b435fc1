import { isErrno } from '../../errno.ts'
import { signalNumbers } from '../../kernel/signals.ts'
import { compareNames, expandPath } from '../expansion/glob.ts'
import { expandWords } from '../expansion/word.ts'
import { parseWords } from '../expansion/parsed-text.ts'
import { escapePattern } from '../expansion/fields.ts'
import { optionNames } from '../options.ts'
import type { Shell } from '../shell.ts'
import { stateOf } from '../jobs.ts'
import { isName } from '../variables.ts'

/** What `complete` says of a command's arguments. */
export interface CompletionRule {
  actions: string[]
  /** -W: words, expanded when they are wanted. */
  words?: string
  /** -F: a function that fills COMPREPLY. */
  function?: string
  options?: string[]
}

/** The candidates of a rule for the word at `at`. */
export const programmableCandidates = async (
  shell: Shell,
  rule: CompletionRule,
  line: { words: readonly string[]; at: number },
): Promise<string[]> => {
  const prefix = line.words[line.at] ?? ''
  const found: string[] = []
  for (const action of rule.actions) found.push(...(await candidatesOf(shell, action, prefix)))
  if (rule.words !== undefined) found.push(...(await expandWords(shell, parseWords(rule.words))))
  const fitting = found.filter((text) => text.startsWith(prefix))
  if (rule.function) fitting.push(...(await fromFunction(shell, rule.function, line)))
  return fitting
}

const fromFunction = async (
  shell: Shell,
  name: string,
  { words, at }: { words: readonly string[]; at: number },
): Promise<string[]> => {
  const { variables } = shell
  const text = words.join(' ')
  variables.setArray('COMP_WORDS', words)
  variables.set('COMP_CWORD', String(at))
  variables.set('COMP_LINE', text)
  variables.set('COMP_POINT', String(text.length))
  variables.setArray('COMPREPLY', [])
  const { status } = shell
  await shell.interpreter.words(shell, [name, words[0] ?? '', words[at] ?? '', words[at - 1] ?? ''])
  shell.status = status
  const reply = variables.find('COMPREPLY')
  const found = [...(reply?.indexed?.values() ?? [])]
  for (const used of ['COMP_WORDS', 'COMP_CWORD', 'COMP_LINE', 'COMP_POINT', 'COMPREPLY'])
    variables.unset(used)
  return found
}

const candidatesOf = async (shell: Shell, action: string, prefix: string): Promise<string[]> => {
  const starting = (names: Iterable<string>): string[] =>
    [...names].filter((name) => name.startsWith(prefix)).sort(compareNames)
  switch (action) {
    case 'alias':
      return starting(shell.aliases.keys())
    case 'builtin':
    case 'enabled':
      return starting([...shell.builtinNames()].filter((name) => !shell.disabled.has(name)))
    case 'function':
      return starting(shell.functions.keys())
    case 'keyword':
      return starting(keywords)
    case 'variable':
      return starting(shell.variables.names().filter(isName))
    case 'export':
      return starting(shell.variables.environment().keys())
    case 'signal':
      return starting(Object.keys(signalNumbers))
    case 'setopt':
      return starting(optionNames)
    case 'shopt':
      return starting(shell.shopt.keys())
    case 'user':
      return starting(await firstFields(shell, '/etc/passwd', ':'))
    case 'hostname':
      return starting(await hostNames(shell))
    case 'job':
    case 'running':
    case 'stopped':
      return starting(
        shell.jobs.jobs
          .filter((job) => action === 'job' || stateOf(job) === action)
          .map(({ command }) => command.split(' ')[0]!),
      )
    case 'directory':
    case 'file':
      return files(shell, prefix, action === 'directory')
    default:
      return starting(await commandNames(shell))
  }
}

const keywords =
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(
    ' ',
  )

const files = async (shell: Shell, prefix: string, directories: boolean): Promise<string[]> => {
  const paths = await expandPath(shell, `${escapePattern(prefix)}*${directories ? '/' : ''}`)
  return paths.map((path) => path.replace(/\/$/, ''))
}

/** All that can be called: builtins, functions, aliases and the programs of PATH. */
export const commandNames = async (shell: Shell): Promise<Set<string>> => {
  const names = new Set<string>([...shell.builtinNames(), ...shell.functions.keys(), ...shell.aliases.keys()])
  for (const directory of (shell.variables.get('PATH') ?? '').split(':')) {
    try {
      for (const { name, type } of await shell.proc.readdir(directory))
        if (type !== 'directory') names.add(name)
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
  return names
}

/** Names of hosts that ssh may be asked for: /etc/hosts, and what the user's ssh files name. */
export const hostNames = async (shell: Shell): Promise<Set<string>> => {
  const home = shell.variables.get('HOME') ?? ''
  const names = new Set<string>()
  for (const line of await linesOf(shell, '/etc/hosts'))
    for (const name of line.replace(/#.*/, '').trim().split(/\s+/).slice(1)) names.add(name)
  for (const line of await linesOf(shell, `${home}/.ssh/config`))
    if (/^\s*host\s/i.test(line))
      for (const name of line.trim().split(/\s+/).slice(1)) if (!/[*?!]/.test(name)) names.add(name)
  for (const field of await firstFields(shell, `${home}/.ssh/known_hosts`, ' '))
    for (const name of field.split(','))
      if (!name.startsWith('|')) names.add(name.replace(/^\[(.*)\]:\d+$/, '$1'))
  return names
}

const firstFields = async (shell: Shell, path: string, separator: string): Promise<string[]> =>
  (await linesOf(shell, path)).map((line) => line.split(separator)[0]!).filter((name) => name !== '')

const linesOf = async (shell: Shell, path: string): Promise<string[]> => {
  try {
    return (await shell.proc.readText(path)).split('\n')
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}
