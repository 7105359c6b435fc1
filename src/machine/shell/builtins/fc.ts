import { backslashed } from '../quoting.ts'
import type { Shell } from '../shell.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

const usage = 'fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]'

interface Options {
  letters: Set<string>
  editor?: string
  rest: string[]
  wrong?: string
}

const optionsOf = (args: readonly string[]): Options => {
  const options: Options = { letters: new Set(), rest: [] }
  let i = 0
  // A negative number is a place in the history.
  for (; /^-[^\d]/.test(args[i] ?? ''); i++) {
    if (args[i] === '--') {
      i++
      break
    }
    for (const letter of args[i]!.slice(1)) {
      if (!'elnrs'.includes(letter)) return { ...options, wrong: `-${letter}` }
      options.letters.add(letter)
    }
    if (args[i]!.endsWith('e')) options.editor = args[++i] ?? ''
  }
  options.rest = args.slice(i)
  return options
}

/** Lists, edits or runs again what the history has. */
export const fc: Builtin = async (shell, args) => {
  const { letters, editor, rest, wrong } = optionsOf(args)
  if (wrong) return invalidOption(shell, 'fc', wrong, usage)
  if (!shell.history) return 0
  const { entries } = shell.history
  // The fc command itself is in the history already, and does not count.
  const known = /^\s*fc\b/.test(entries.at(-1) ?? '') ? entries.slice(0, -1) : entries
  if (letters.has('s') || editor === '-') return runAgain(shell, known, rest)
  const lists = letters.has('l')
  const from = placeOf(known, rest[0], lists ? Math.max(0, known.length - 16) : known.length - 1)
  const to = placeOf(known, rest[1], lists && rest.length < 2 ? known.length - 1 : from)
  if (from === undefined || to === undefined || known.length === 0)
    return complainOf(shell, 'fc', 'history specification out of range')
  const chosen = known
    .map((entry, i) => ({ entry, number: i + 1 }))
    .slice(Math.min(from, to), Math.max(from, to) + 1)
  if (letters.has('r') !== from > to) chosen.reverse()
  if (!lists) return editAndRun(shell, chosen.map(({ entry }) => entry).join('\n'), editor)
  const lines = chosen.map(({ entry, number }) => `${letters.has('n') ? '' : number}\t ${entry}\n`)
  await shell.proc.stdout.write(lines.join(''))
  return 0
}

/** A number, one from the end, or how a command begins. */
const placeOf = (
  known: readonly string[],
  text: string | undefined,
  otherwise: number | undefined,
): number | undefined => {
  if (text === undefined) return otherwise
  if (!/^-?\d+$/.test(text)) {
    const found = known.findLastIndex((entry) => entry.startsWith(text))
    return found < 0 ? undefined : found
  }
  const place = Number(text) < 0 ? known.length + Number(text) : Number(text) - 1
  return Math.max(0, Math.min(known.length - 1, place))
}

const runAgain = async (shell: Shell, known: readonly string[], rest: readonly string[]): Promise<number> => {
  const changes = rest.filter((word) => word.includes('='))
  const place = placeOf(
    known,
    rest.find((word) => !word.includes('=')),
    known.length - 1,
  )
  let text = place === undefined ? undefined : known[place]
  if (text === undefined) return complainOf(shell, 'fc', 'no command found')
  for (const change of changes) {
    const [, from, to] = /^([^=]*)=(.*)$/s.exec(change)!
    if (from !== '') text = text.replaceAll(from!, () => to!)
  }
  return run(shell, text)
}

/** The commands take fc's place in the history. */
const run = async (shell: Shell, text: string): Promise<number> => {
  const { history } = shell
  await shell.proc.stderr.write(`${text}\n`)
  if (history && /^\s*fc\b/.test(history.entries.at(-1) ?? '')) history.remove(history.entries.length - 1, 1)
  history?.add(text, shell.variables.get('HISTCONTROL'), shell.variables.get('HISTIGNORE'))
  return shell.interpreter.text(shell, text)
}

/** Runs what an editor has made of a text; nothing when the editor fails. */
export const editAndRun = async (shell: Shell, text: string, editor?: string): Promise<number> => {
  const { proc, variables } = shell
  const name = `/tmp/bash-fc.${proc.pid.toString(36)}${proc.system.now().toString(36)}`
  await proc.writeFile(name, `${text}\n`, { mode: 0o600 })
  try {
    const command = editor ?? variables.get('FCEDIT') ?? variables.get('VISUAL') ?? variables.get('EDITOR')
    const status = await shell.interpreter.text(shell, `${command || 'vi'} ${backslashed(name)}`)
    if (status !== 0) return 1
    const edited = (await proc.readText(name)).trimEnd()
    return edited === '' ? 0 : await run(shell, edited)
  } finally {
    await proc.unlink(name).catch(() => undefined)
  }
}
