import { programmableCandidates, type CompletionRule } from '../line-editor/programmable.ts'
import { singleQuoted } from '../quoting.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

const actionLetters: Record<string, string> = {
  a: 'alias',
  b: 'builtin',
  c: 'command',
  d: 'directory',
  e: 'export',
  f: 'file',
  j: 'job',
  k: 'keyword',
  u: 'user',
  v: 'variable',
}

const actions = new Set([
  ...Object.values(actionLetters),
  'function',
  'hostname',
  'setopt',
  'shopt',
  'signal',
  'enabled',
  'running',
  'stopped',
])

interface Parsed {
  rule: CompletionRule
  flags: Set<string>
  rest: string[]
  wrong?: string
}

const parse = (args: readonly string[]): Parsed => {
  const rule: CompletionRule = { actions: [] }
  const flags = new Set<string>()
  let i = 0
  for (; /^-./.test(args[i] ?? '') && args[i] !== '--'; i++)
    for (let at = 1; at < args[i]!.length; at++) {
      const letter = args[i]![at]!
      if (actionLetters[letter]) rule.actions.push(actionLetters[letter])
      else if ('AFWo'.includes(letter)) {
        const value = args[i]!.slice(at + 1) || (args[++i] ?? '')
        if (letter === 'A') {
          if (!actions.has(value)) return { rule, flags, rest: [], wrong: `${value}: invalid action name` }
          rule.actions.push(value)
        }
        if (letter === 'F') rule.function = value
        if (letter === 'W') rule.words = value
        if (letter === 'o') (rule.options ??= []).push(value)
        break
      } else if ('prDE'.includes(letter)) flags.add(letter)
      else return { rule, flags, rest: [], wrong: `-${letter}` }
    }
  return { rule, flags, rest: args.slice(args[i] === '--' ? i + 1 : i) }
}

const refuse = (shell: Shell, command: string, wrong: string): Promise<number> =>
  wrong.startsWith('-')
    ? invalidOption(
        shell,
        command,
        wrong,
        `${command} [-abcdefjkuv] [-A action] [-W wordlist] [-F function] [name ...]`,
      )
    : complainOf(shell, command, wrong, 2)

export const compgen: Builtin = async (shell, args) => {
  const { rule, rest, wrong } = parse(args)
  if (wrong) return refuse(shell, 'compgen', wrong)
  const found = await programmableCandidates(shell, rule, { words: ['compgen', rest[0] ?? ''], at: 1 })
  await shell.proc.stdout.write(found.map((text) => `${text}\n`).join(''))
  return found.length > 0 ? 0 : 1
}

export const complete: Builtin = async (shell, args) => {
  const { rule, flags, rest, wrong } = parse(args)
  if (wrong) return refuse(shell, 'complete', wrong)
  if (flags.has('r')) {
    if (rest.length === 0) shell.completions.clear()
    for (const name of rest) shell.completions.delete(name)
    return 0
  }
  if (flags.has('p') || rest.length === 0) {
    let status = 0
    for (const name of rest.length > 0 ? rest : shell.completions.keys()) {
      const known = shell.completions.get(name)
      if (known) await shell.proc.stdout.write(`${shown(known)} ${name}\n`)
      else status = await complainOf(shell, 'complete', `${name}: no completion specification`)
    }
    return status
  }
  for (const name of rest) shell.completions.set(name, rule)
  return 0
}

const shown = ({ actions: names, words, function: call, options = [] }: CompletionRule): string =>
  [
    'complete',
    ...options.map((option) => `-o ${option}`),
    ...names.map((name) => {
      const letter = Object.entries(actionLetters).find(([, action]) => action === name)?.[0]
      return letter ? `-${letter}` : `-A ${name}`
    }),
    ...(words === undefined ? [] : [`-W ${singleQuoted(words)}`]),
    ...(call === undefined ? [] : [`-F ${call}`]),
  ].join(' ')
