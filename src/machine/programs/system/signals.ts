import { isErrno } from '../../errno.ts'
import type { ProcessInfo } from '../../kernel/process.ts'
import { signalNumbers, type Signal } from '../../kernel/signals.ts'
import { signalName } from '../../shell/traps.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { compilePosix } from '../text/regular-expression.ts'
import { nameTables } from '../users.ts'

/** Takes `-9`, `-KILL`, `-s KILL` out of the arguments. */
const takeSignal = (args: string[]): Signal | 0 => {
  for (const [i, arg] of args.entries()) {
    const spelled =
      arg === '-s' || arg === '--signal' ? args[i + 1] : /^-(\d+|[A-Z][A-Z0-9]+)$/.exec(arg)?.[1]
    if (spelled === undefined) continue
    args.splice(i, arg === '-s' || arg === '--signal' ? 2 : 1)
    if (spelled === '0') return 0
    const signal = signalName(spelled)
    if (!signal) throw new Failure(`${spelled}: invalid signal specification`)
    return signal
  }
  return 'SIGTERM'
}

export const kill = program(
  'kill',
  { short: '', usage: '[options] <pid> [...]', raw: true },
  async (invocation) => {
    const args = [...invocation.operands]
    if (args[0] === '-l' || args[0] === '-L') {
      const names = Object.entries(signalNumbers)
      const wanted = args[1]
      if (wanted !== undefined) {
        const signal = signalName(wanted)
        if (!signal) throw new Failure(`${wanted}: invalid signal specification`)
        await invocation.write(`${/^\d/.test(wanted) ? signal.slice(3) : signalNumbers[signal]}\n`)
      } else await invocation.write(`${names.map(([name]) => name.slice(3)).join(' ')}\n`)
      return 0
    }
    const signal = takeSignal(args)
    if (args[0] === '--') args.shift()
    if (args.length === 0) {
      await invocation.proc.stderr.write('\nUsage:\n kill [options] <pid> [...]\n')
      return 1
    }
    for (const arg of args) {
      if (!/^-?\d+$/.test(arg)) await invocation.complain(`failed to parse argument: '${arg}'`)
      else await send(invocation, Number(arg), signal, `(${arg})`)
    }
    return invocation.status
  },
)

const send = async (
  invocation: Invocation,
  pid: number,
  signal: Signal | 0,
  label: string,
): Promise<boolean> => {
  try {
    await invocation.proc.kill(pid, signal)
    return true
  } catch (error) {
    if (!isErrno(error)) throw error
    await invocation.complain(`${label}: ${error.message}`)
    return false
  }
}

export const killall = program(
  'killall',
  { short: '', usage: '[OPTION]... NAME...', raw: true },
  async (invocation) => {
    const args = [...invocation.operands]
    const signal = takeSignal(args)
    const quiet = args.includes('-q')
    const names = args.filter((arg) => !arg.startsWith('-'))
    if (names.length === 0) {
      await invocation.proc.stderr.write('Usage: killall [OPTION]... [--] NAME...\n')
      return 1
    }
    for (const name of names) {
      const found = invocation.proc.system
        .processes()
        .filter((info) => info.pid !== invocation.proc.pid && info.state !== 'Z' && info.command === name)
      if (found.length === 0) {
        invocation.status = 1
        if (!quiet) await invocation.proc.stderr.write(`${name}: no process found\n`)
      }
      for (const { pid } of found) {
        try {
          await invocation.proc.kill(pid, signal)
        } catch (error) {
          if (!isErrno(error)) throw error
          invocation.status = 1
          await invocation.proc.stderr.write(`${name}(${pid}): ${error.message}\n`)
        }
      }
    }
    return invocation.status
  },
)

interface Query {
  pattern: string | undefined
  full: boolean
  exact: boolean
  invert: boolean
  ignoreCase: boolean
  users: string[]
  newest: boolean
  oldest: boolean
  parent: number | undefined
}

const parseQuery = (args: string[]): { query: Query; flags: Set<string> } => {
  const query: Query = {
    pattern: undefined,
    full: false,
    exact: false,
    invert: false,
    ignoreCase: false,
    users: [],
    newest: false,
    oldest: false,
    parent: undefined,
  }
  const flags = new Set<string>()
  while (args.length > 0) {
    const arg = args.shift()!
    if (!arg.startsWith('-') || arg === '-') {
      query.pattern ??= arg
      continue
    }
    for (const letter of arg.slice(1)) {
      if (letter === 'f') query.full = true
      else if (letter === 'x') query.exact = true
      else if (letter === 'v') query.invert = true
      else if (letter === 'i') query.ignoreCase = true
      else if (letter === 'n') query.newest = true
      else if (letter === 'o') query.oldest = true
      else if (letter === 'u' || letter === 'U') query.users = (args.shift() ?? '').split(',')
      else if (letter === 'P') query.parent = Number(args.shift())
      else flags.add(letter)
    }
  }
  return { query, flags }
}

const search = async (invocation: Invocation, query: Query): Promise<ProcessInfo[]> => {
  const names = await nameTables(invocation.proc)
  const pattern = query.pattern ?? ''
  const expression = compilePosix(
    query.exact ? `^(${pattern})$` : pattern,
    'extended',
    query.ignoreCase ? 1 : 0,
  )
  const found = invocation.proc.system.processes().filter((info) => {
    if (info.pid === invocation.proc.pid) return false
    if (
      query.users.length > 0 &&
      !query.users.includes(names.user(info.uid)) &&
      !query.users.includes(String(info.uid))
    )
      return false
    if (query.parent !== undefined && info.ppid !== query.parent) return false
    const text = query.full && info.argv.length > 0 ? info.argv.join(' ') : info.command
    return (query.pattern === undefined || expression.test(text)) !== query.invert
  })
  const byAge = [...found].sort((a, b) => a.started - b.started || a.pid - b.pid)
  if (query.newest) return byAge.slice(-1)
  return query.oldest ? byAge.slice(0, 1) : found
}

const usable = async (invocation: Invocation, query: Query): Promise<boolean> => {
  if (query.pattern !== undefined || query.users.length > 0 || query.parent !== undefined) return true
  await invocation.proc.stderr.write(
    `${invocation.name}: no matching criteria specified\nTry \`${invocation.name} --help' for more information.\n`,
  )
  return false
}

export const pgrep = program(
  'pgrep',
  { short: '', usage: '[options] <pattern>', raw: true },
  async (invocation) => {
    const { query, flags } = parseQuery([...invocation.operands])
    if (!(await usable(invocation, query))) return 2
    const found = await search(invocation, query)
    const line = (info: ProcessInfo): string =>
      flags.has('a')
        ? `${info.pid} ${info.argv.join(' ')}`
        : flags.has('l')
          ? `${info.pid} ${info.command}`
          : String(info.pid)
    await invocation.write(
      flags.has('c') ? `${found.length}\n` : found.map((info) => `${line(info)}\n`).join(''),
    )
    return found.length > 0 ? 0 : 1
  },
)

export const pkill = program(
  'pkill',
  { short: '', usage: '[options] <pattern>', raw: true },
  async (invocation) => {
    const args = [...invocation.operands]
    const signal = takeSignal(args)
    const { query, flags } = parseQuery(args)
    if (!(await usable(invocation, query))) return 2
    const found = await search(invocation, query)
    for (const info of found) {
      const sent = await send(invocation, info.pid, signal, `killing pid ${info.pid} failed`)
      if (sent && flags.has('e')) await invocation.write(`${info.command} killed (pid ${info.pid})\n`)
    }
    return found.length > 0 ? invocation.status : 1
  },
)
