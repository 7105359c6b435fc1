import { isErrno } from '../../errno.ts'
import { compareNames } from '../expansion/glob.ts'
import { tildeValue } from '../expansion/tilde.ts'
import { commandNames, hostNames, programmableCandidates } from './programmable.ts'
import { directoryCommands, hostCommands, subcommands } from './subcommands.ts'
import type { Shell } from '../shell.ts'

export interface Completion {
  /** Where in the line the text to be replaced begins. */
  start: number
  /** What stands there then; undefined when nothing fits. */
  insert: string | undefined
  /** All that fit, as they are listed. */
  candidates: string[]
}

interface Candidate {
  text: string
  listed: string
  /** What follows when it is the only one. */
  suffix: string
}

/** Completes the word before the cursor: a command where one is expected, else a variable or a path. */
export const complete = async (shell: Shell, line: string, cursor: number): Promise<Completion> => {
  const { start, word, quote, isCommand, before } = wordAt(line.slice(0, cursor))
  const candidates = await candidatesFor(shell, word, isCommand, before)
  if (candidates.length === 0) return { start, insert: undefined, candidates: [] }
  const sorted = candidates.sort((a, b) => compareNames(a.listed, b.listed))
  const common = commonPrefix(sorted.map(({ text }) => text))
  const only = sorted.length === 1
  const closing = only && sorted[0]!.suffix === ' ' ? quote : ''
  const shown = quote ? quote + common : escapeWord(common)
  return {
    start,
    insert: shown + closing + (only ? sorted[0]!.suffix : ''),
    candidates: sorted.map(({ listed }) => listed),
  }
}

interface WordAtCursor {
  start: number
  word: string
  quote: string
  isCommand: boolean
  /** The command and its words before this one. */
  before: string[]
}

const wordAt = (text: string): WordAtCursor => {
  let start = 0
  let word = ''
  let quote = ''
  let isCommand = true
  let inWord = false
  let before: string[] = []
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (quote) {
      if (char === quote) quote = ''
      else word += char
    } else if (char === '\\') word += text[++i] ?? ''
    else if (char === '"' || char === "'") {
      if (!inWord) start = i
      quote = char
    } else if (/[\s;|&()<>`]/.test(char) || (char === '=' && isCommand && inWord)) {
      const wasCommand = inWord && isCommand && !/^\w+$/.test(char === '=' ? word : '')
      if (inWord && !(isCommand && commandPrefixes.has(word))) before.push(word)
      if (/[;|&(`\n]/.test(char)) before = []
      if (/[;|&(`\n]/.test(char)) isCommand = true
      else if (/[<>]/.test(char)) isCommand = false
      else if (wasCommand && !commandPrefixes.has(word) && char !== '=') isCommand = false
      word = ''
      inWord = false
      start = i + 1
      continue
    } else word += char
    inWord = true
  }
  if (!inWord) start = text.length
  return { start, word, quote, isCommand, before }
}

/** Words after which a command comes again. */
const commandPrefixes = new Set([
  'sudo',
  'nohup',
  'time',
  'exec',
  'then',
  'do',
  'else',
  'if',
  'while',
  'until',
  '!',
  '{',
  'command',
  'env',
  'xargs',
  'which',
  'type',
  'man',
])

const candidatesFor = async (
  shell: Shell,
  word: string,
  isCommand: boolean,
  before: readonly string[],
): Promise<Candidate[]> => {
  const variable = /^(.*\$\{?)(\w*)$/.exec(word)
  if (variable) return variables(shell, variable[1]!, variable[2]!)
  if (isCommand && !word.includes('/')) {
    const found = await commands(shell, word)
    if (found.length > 0 || word !== '') return found.length > 0 ? found : paths(shell, word, true)
  }
  const user = /^~([\w-]*)$/.exec(word)
  if (user) return users(shell, user[1]!)
  if (isCommand) return paths(shell, word, true)
  const rule = shell.completions.get(before[0] ?? '')
  if (rule) {
    const found = await programmableCandidates(shell, rule, { words: [...before, word], at: before.length })
    if (found.length > 0 || !rule.options?.includes('default')) return plain(found, ' ')
  }
  return argumentsOf(shell, before, word)
}

/** Arguments of commands that are known here; of all others, paths. */
const argumentsOf = async (shell: Shell, before: readonly string[], word: string): Promise<Candidate[]> => {
  const [command = ''] = before
  const known = before.length === 1 ? subcommands[command.replace(/^.*\//, '')] : undefined
  if (known && !word.includes('/')) {
    const fitting = known.filter((name) => name.startsWith(word))
    if (fitting.length > 0) return plain(fitting, ' ')
  }
  if (hostCommands.has(command) && !word.includes('/') && !word.includes(':')) {
    const at = word.lastIndexOf('@') + 1
    const names = [...(await hostNames(shell))].filter((name) => name.startsWith(word.slice(at)))
    const copies = command === 'scp'
    const hosts = names.map((name) => ({
      text: word.slice(0, at) + name + (copies ? ':' : ''),
      listed: word.slice(0, at) + name,
      suffix: copies ? '' : ' ',
    }))
    if (hosts.length > 0) return copies ? [...hosts, ...(await paths(shell, word, false))] : hosts
  }
  const found = await paths(shell, word, false)
  return directoryCommands.has(command) ? found.filter(({ suffix }) => suffix === '/') : found
}

const plain = (names: readonly string[], suffix: string): Candidate[] =>
  [...new Set(names)].map((name) => ({ text: name, listed: name, suffix }))

const users = async (shell: Shell, prefix: string): Promise<Candidate[]> => {
  const found = await programmableCandidates(shell, { actions: ['user'] }, { words: ['', prefix], at: 1 })
  return found.map((name) => ({ text: `~${name}`, listed: `~${name}`, suffix: '/' }))
}

const variables = (shell: Shell, head: string, prefix: string): Candidate[] =>
  shell.variables
    .names()
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ text: head + name + (head.endsWith('{') ? '}' : ''), listed: name, suffix: ' ' }))

const commands = async (shell: Shell, prefix: string): Promise<Candidate[]> => {
  const names = await commandNames(shell)
  const fitting = [...names].filter(
    (name) => name.startsWith(prefix) && name !== '[' && name !== ':' && name !== '.',
  )
  return fitting.map((name) => ({ text: name, listed: name, suffix: ' ' }))
}

const paths = async (shell: Shell, word: string, executable: boolean): Promise<Candidate[]> => {
  const slash = word.lastIndexOf('/') + 1
  const [directory, prefix] = [word.slice(0, slash), word.slice(slash)]
  const real = await withoutTilde(shell, directory)
  const found: Candidate[] = []
  for (const { name, type } of await list(shell, real || '.')) {
    if (!name.startsWith(prefix) || (name.startsWith('.') && !prefix.startsWith('.'))) continue
    if (name === '.' || name === '..') continue
    const isDirectory =
      type === 'directory' || (type === 'symlink' && (await isDirectoryAt(shell, real + name)))
    if (executable && !isDirectory && !(await isExecutable(shell, real + name))) continue
    found.push({
      text: directory + name,
      listed: name + (isDirectory ? '/' : ''),
      suffix: isDirectory ? '/' : ' ',
    })
  }
  return found
}

const withoutTilde = async (shell: Shell, directory: string): Promise<string> => {
  const match = /^~([\w-]*)\//.exec(directory)
  if (!match) return directory
  const home = await tildeValue(shell, match[1]!)
  return home === undefined ? directory : `${home}${directory.slice(match[0].length - 1)}`
}

const list = async (shell: Shell, directory: string) => {
  try {
    return await shell.proc.readdir(directory)
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}

const isDirectoryAt = async (shell: Shell, path: string): Promise<boolean> => {
  try {
    return (await shell.proc.stat(path)).type === 'directory'
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

const isExecutable = async (shell: Shell, path: string): Promise<boolean> => {
  try {
    await shell.proc.access(path, { execute: true })
    return true
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

const commonPrefix = (texts: readonly string[]): string => {
  let prefix = texts[0] ?? ''
  for (const text of texts) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1)
  return prefix
}

/** A leading ~ stays, so that it is expanded. */
const escapeWord = (text: string): string => text.replace(/[ !"&'()*;<>?[\\\]`{|}]/g, '\\$&')
