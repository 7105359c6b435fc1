import { isErrno } from '../../errno.ts'
import { signalNumbers } from '../../kernel/signals.ts'
import { withAlarm } from '../alarm.ts'
import { assign } from '../expansion/parameters.ts'
import { ExpansionFailed } from '../control-flow.ts'
import { readLine } from '../read-line.ts'
import type { Shell } from '../shell.ts'
import { isName } from '../variables.ts'
import { complainOf, invalidOption, type Builtin } from './builtin.ts'

interface Options {
  raw: boolean
  silent: boolean
  /** -e: with editing keys. */
  edits?: boolean
  array?: string
  delimiter: number
  limit?: number
  exact: boolean
  prompt: string
  timeout?: number
  fd: number
  names: string[]
}

const usage =
  'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]'

const parseOptions = (args: readonly string[]): Options | { wrong: string } | { problem: string } => {
  const options: Options = {
    raw: false,
    silent: false,
    delimiter: 10,
    exact: false,
    prompt: '',
    fd: 0,
    names: [],
  }
  let i = 0
  for (; i < args.length && /^-./.test(args[i]!); i++) {
    if (args[i] === '--') {
      i++
      break
    }
    const letters = args[i]!.slice(1)
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at]!
      if (letter === 'r') options.raw = true
      else if (letter === 's') options.silent = true
      else if (letter === 'e') options.edits = true
      else if ('adinNptu'.includes(letter)) {
        const value = letters.slice(at + 1) || args[++i]
        if (value === undefined) return { wrong: `-${letter}: option requires an argument` }
        const problem = problemWith(letter, value)
        if (problem) return { problem }
        if (letter === 'a') options.array = value
        if (letter === 'd') options.delimiter = value === '' ? 0 : value.charCodeAt(0)
        if (letter === 'n' || letter === 'N') options.limit = Number(value)
        if (letter === 'N') options.exact = true
        if (letter === 'p') options.prompt = value
        if (letter === 't') options.timeout = Number(value)
        if (letter === 'u') options.fd = Number(value)
        break
      } else return { wrong: `-${letter}` }
    }
  }
  options.names = args.slice(i)
  return options
}

const problemWith = (letter: string, value: string): string | undefined => {
  if ((letter === 'n' || letter === 'N') && !/^\d+$/.test(value)) return `${value}: invalid number`
  if (letter === 't' && !/^(\d+\.?\d*|\.\d+)$/.test(value)) return `${value}: invalid timeout specification`
  if (letter === 'u' && !/^\d+$/.test(value)) return `${value}: invalid file descriptor specification`
  return undefined
}

export const read: Builtin = async (shell, args) => {
  const options = parseOptions(args)
  if ('problem' in options) return complainOf(shell, 'read', options.problem)
  if ('wrong' in options) {
    if (!options.wrong.includes(':')) return invalidOption(shell, 'read', options.wrong, usage)
    await shell.complain(`read: ${options.wrong}`)
    await shell.proc.stderr.write(`read: usage: ${usage}\n`)
    return 2
  }
  if (!shell.proc.descriptors().includes(options.fd))
    return complainOf(shell, 'read', `${options.fd}: invalid file descriptor: Bad file descriptor`)
  if (options.timeout === 0) return isThere(shell, options.fd)
  const bad = options.names.find((name) => !isName(name.replace(/\[.*\]$/, '')))
  if (bad !== undefined) return complainOf(shell, 'read', `\`${bad}': not a valid identifier`)
  const terminal = shell.proc.tty(options.fd)
  if (options.edits && terminal)
    return complainOf(shell, 'read', '-e: this shell reads lines without editing keys', 2)
  if (options.prompt && terminal) await shell.proc.stderr.write(options.prompt)
  const mode = terminal?.mode
  if (terminal && options.limit !== undefined) terminal.setMode('raw')
  else if (terminal && options.silent) terminal.setMode('no-echo')
  let line: Awaited<ReturnType<typeof readLogicalLine>>
  try {
    const { timeout } = options
    line =
      options.limit === 0
        ? { chars: [], complete: true }
        : timeout === undefined
          ? await readLogicalLine(shell, options)
          : await withAlarm(shell.proc, timeout * 1000, (expired) => readLogicalLine(shell, options, expired))
  } catch (error) {
    if (!isErrno(error)) throw error
    return complainOf(shell, 'read', `read error: ${options.fd}: ${error.message}`)
  } finally {
    if (terminal && mode) terminal.setMode(mode)
  }
  try {
    store(shell, options, line.chars)
  } catch (error) {
    if (!(error instanceof ExpansionFailed)) throw error
    await shell.complain(error.message)
    return 1
  }
  if (line.late) return 128 + signalNumbers.SIGALRM
  return line.complete ? 0 : 1
}

/** `read -t 0`: only files can be asked whether they have something. */
const isThere = async (shell: Shell, fd: number): Promise<number> => {
  const { type } = await shell.proc.fstat(fd)
  if (type === 'file') return 0
  return complainOf(shell, 'read', '-t 0: cannot look ahead into a terminal or a pipe', 2)
}

interface Char {
  char: string
  /** It stood behind a backslash, so it does not separate. */
  escaped: boolean
}

const readLogicalLine = async (
  shell: Shell,
  options: Options,
  expired?: () => boolean,
): Promise<{ chars: Char[]; complete: boolean; late?: boolean }> => {
  const chars: Char[] = []
  for (;;) {
    const delimiter = options.exact ? -1 : options.delimiter
    const line = await readLine(shell, options.fd, {
      delimiter,
      ...(options.limit !== undefined && { limit: options.limit }),
      ...(expired && { expired }),
    })
    const text = [...line.text]
    let continues = false
    for (let i = 0; i < text.length; i++) {
      if (text[i] !== '\\' || options.raw) chars.push({ char: text[i]!, escaped: false })
      else if (i + 1 < text.length) chars.push({ char: text[++i]!, escaped: true })
      else continues = line.complete
    }
    const complete = line.complete || (options.limit !== undefined && text.length >= options.limit)
    if (line.late) return { chars, complete, late: true }
    if (!continues) return { chars, complete }
  }
}

const store = (shell: Shell, options: Options, chars: Char[]): void => {
  if (options.exact || (options.names.length === 0 && options.array === undefined)) {
    assign(shell, options.names[0] ?? 'REPLY', undefined, textOf(chars))
    return
  }
  const ifs = shell.variables.get('IFS') ?? ' \t\n'
  if (options.array !== undefined) {
    shell.variables.setArray(options.array, splitFields(chars, ifs, Infinity))
    return
  }
  const fields = splitFields(chars, ifs, options.names.length)
  for (const [i, name] of options.names.entries()) {
    const element = /^(\w+)\[(.*)\]$/.exec(name)
    if (element) assign(shell, element[1]!, element[2], fields[i] ?? '')
    else assign(shell, name, undefined, fields[i] ?? '')
  }
}

const textOf = (chars: readonly Char[]): string => chars.map(({ char }) => char).join('')

/** Splits at IFS into at most `count` fields; the last takes the rest of the line. */
const splitFields = (chars: readonly Char[], ifs: string, count: number): string[] => {
  const separates = (at: number): boolean => !chars[at]!.escaped && ifs.includes(chars[at]!.char)
  const isBlank = (at: number): boolean => separates(at) && /\s/.test(chars[at]!.char)
  const fields: string[] = []
  let at = 0
  while (at < chars.length && isBlank(at)) at++
  while (at < chars.length) {
    if (fields.length === count - 1) {
      fields.push(lastField(chars, at, separates, isBlank))
      break
    }
    const start = at
    while (at < chars.length && !separates(at)) at++
    fields.push(textOf(chars.slice(start, at)))
    while (at < chars.length && isBlank(at)) at++
    if (at < chars.length && separates(at)) {
      at++
      while (at < chars.length && isBlank(at)) at++
    }
  }
  return fields
}

/** Trailing blanks go, and one trailing separator when it is the only one. */
const lastField = (
  chars: readonly Char[],
  from: number,
  separates: (at: number) => boolean,
  isBlank: (at: number) => boolean,
): string => {
  let end = chars.length
  while (end > from && isBlank(end - 1)) end--
  if (end > from && separates(end - 1)) {
    let inner = from
    while (inner < end - 1 && !separates(inner)) inner++
    // Blanks that separate too belong to the separator behind them.
    let before = inner
    while (before < end - 1 && isBlank(before)) before++
    if (before === end - 1) end = inner
  }
  return textOf(chars.slice(from, end))
}
