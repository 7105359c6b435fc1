import type { ProcessInfo } from '../../kernel/process.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { formatTime } from '../text/format-time.ts'
import { nameTables } from '../users.ts'

interface Column {
  head: string
  left?: boolean
  value(info: ProcessInfo): string
}

type Columns = Record<string, Column>

export const ps = program('ps', { short: '', usage: '[options]', raw: true }, async (invocation) => {
  const { proc } = invocation
  const names = await nameTables(proc)
  const columns = columnsFor(invocation, names)
  const request = parseArguments(invocation)
  const own = proc.system.processes().find(({ pid }) => pid === proc.pid)
  const uids = request.users && (await Promise.all(request.users.map((user) => uidOf(invocation, user))))
  const shown = proc.system.processes().filter((info) => {
    if (request.running && info.state !== 'R') return false
    if (request.pids) return request.pids.includes(info.pid)
    if (request.commands) return request.commands.includes(info.command)
    if (uids) return uids.includes(info.uid)
    if (request.all) return true
    if (request.terminals) return info.tty !== undefined && info.pid !== info.sid
    if (request.own) return info.uid === proc.credentials.uid && info.tty !== undefined
    return info.uid === proc.credentials.uid && info.tty === own?.tty
  })
  if (request.sort) sortBy(shown, request.sort)
  const format = request.format.map((name) => columns[name] ?? unknown(name))
  const width = request.wide || !proc.tty(1) ? Infinity : proc.tty(1)!.columns
  await invocation.write(
    table(format, shown, request.headless, request.heads)
      .map((line) => `${line.slice(0, width)}\n`)
      .join(''),
  )
  return shown.length > 0 ? 0 : 1
})

const unknown = (name: string): never => {
  throw new Failure(`error: unknown user-defined format specifier "${name}"`)
}

const table = (
  format: readonly Column[],
  infos: readonly ProcessInfo[],
  headless: boolean,
  heads: readonly (string | undefined)[],
): string[] => {
  const rows = infos.map((info) => format.map((column) => column.value(info)))
  const titles = format.map((column, i) => heads[i] ?? column.head)
  const all = headless || titles.every((title) => title === '') ? rows : [titles, ...rows]
  const widths = format.map((column, i) => Math.max(column.head.length, ...all.map((row) => row[i]!.length)))
  return all.map((row) =>
    row
      .map((text, i) =>
        i === row.length - 1 && format[i]!.left
          ? text
          : format[i]!.left
            ? text.padEnd(widths[i]!)
            : text.padStart(widths[i]!),
      )
      .join(' '),
  )
}

interface Request {
  all: boolean
  own: boolean
  terminals: boolean
  pids?: number[]
  users?: string[]
  commands?: string[]
  format: string[]
  heads: (string | undefined)[]
  headless: boolean
  wide: boolean
  running?: boolean
  sort?: string
}

const defaultFormat = ['pid', 'tty', 'time', 'cmd']
const fullFormat = ['uid', 'pid', 'ppid', 'c', 'stime', 'tty', 'time', 'args']
const userFormat = ['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tty', 'stat', 'start', 'bsdtime', 'command']

/** BSD options have no dash (`aux`), Unix ones have (`-ef`). */
const parseArguments = (invocation: Invocation): Request => {
  const request: Request = {
    all: false,
    own: false,
    terminals: false,
    format: defaultFormat,
    heads: [],
    headless: false,
    wide: false,
  }
  const args = [...invocation.operands]
  let custom = false
  const list = (text: string | undefined): string[] => {
    const value = text || args.shift()
    if (value === undefined) throw new Failure('error: list of process IDs must follow -p')
    return value.split(/[,\s]+/)
  }
  const useFormat = (text: string | undefined): void => {
    if (!custom) request.format = []
    custom = true
    for (const part of list(text)) {
      const [name, head] = part.split('=', 2) as [string, string | undefined]
      request.heads[request.format.length] = head
      request.format = [...request.format, name]
    }
  }
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (/^\d+$/.test(arg)) {
      request.pids = [...(request.pids ?? []), Number(arg)]
      continue
    }
    if (arg.startsWith('--')) {
      const [name, value] = arg.slice(2).split('=', 2) as [string, string | undefined]
      if (name === 'sort') request.sort = value ?? args.shift() ?? 'pid'
      else if (name === 'pid') request.pids = list(value).map(Number)
      else if (name === 'user') request.users = list(value)
      else if (name === 'no-headers' || name === 'no-heading') request.headless = true
      else if (name === 'format') useFormat(value)
      else if (name === 'forest' || name === 'cols' || name === 'columns' || name === 'width')
        throw new Failure(`error: Sandcloud's ps has no --${name}`)
      else throw new Failure('error: unknown gnu long option')
      continue
    }
    const dash = arg.startsWith('-')
    const letters = dash ? arg.slice(1) : arg
    for (let i = 0; i < letters.length; i++) {
      const letter = letters[i]!
      const rest = letters.slice(i + 1)
      if (letter === 'o') {
        useFormat(rest)
        break
      } else if (letter === 'p') {
        request.pids = list(rest).map(Number)
        break
      } else if (dash && (letter === 'u' || letter === 'U')) {
        request.users = list(rest)
        break
      } else if (dash && letter === 'C') {
        request.commands = list(rest)
        break
      } else if (letter === 'e' || letter === 'A') request.all = true
      else if (letter === 'a' && dash) request.terminals = true
      else if (letter === 'a') request.own = true
      else if (letter === 'x') request.all = true
      else if (letter === 'f' && dash) request.format = custom ? request.format : fullFormat
      else if (letter === 'u') request.format = custom ? request.format : userFormat
      else if (letter === 'w') request.wide = true
      else if (letter === 'h') request.headless = true
      else if (letter === 'r') request.running = true
      else if ('flFHLjTct'.includes(letter))
        throw new Failure(`error: Sandcloud's ps has no ${dash ? '-' : ''}${letter}: choose columns with -o`)
      else
        throw new Failure(
          `error: ${dash ? 'unsupported option (BSD syntax)' : 'unsupported option (BSD syntax)'}`,
        )
    }
  }
  return request
}

const uidOf = async (invocation: Invocation, user: string): Promise<number> => {
  if (/^\d+$/.test(user)) return Number(user)
  const names = await nameTables(invocation.proc)
  const found = invocation.proc.system.processes().find(({ uid }) => names.user(uid) === user)
  return found?.uid ?? -1
}

const sortBy = (infos: ProcessInfo[], key: string): void => {
  const descending = key.startsWith('-')
  const name = key.replace(/^[-+]/, '')
  const value = (info: ProcessInfo): number | string =>
    name === '%cpu' || name === 'pcpu' || name === 'time'
      ? info.cpu
      : name === 'cmd' || name === 'comm' || name === 'args'
        ? info.command
        : name === 'rss' || name === '%mem' || name === 'pmem'
          ? info.memory.resident
          : name === 'vsz'
            ? info.memory.virtual
            : name === 'start'
              ? info.started
              : name === 'user' || name === 'uid'
                ? info.uid
                : info.pid
  infos.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (descending ? -1 : 1))
}

const clock = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

const commandLine = (info: ProcessInfo): string => {
  if (info.state === 'Z') return `[${info.command}] <defunct>`
  return info.argv.length > 0 ? info.argv.join(' ') : `[${info.command}]`
}

const columnsFor = ({ proc }: Invocation, names: Awaited<ReturnType<typeof nameTables>>): Columns => {
  const { system } = proc
  const foreground = new Set<number>()
  for (const fd of [0, 1, 2]) {
    const terminal = proc.tty(fd)
    if (terminal) foreground.add(terminal.foreground)
  }
  const startText = (info: ProcessInfo): string =>
    formatTime(system.now() - info.started < 86_400_000 ? '%H:%M' : '%b%d', new Date(info.started))
  const percent = (info: ProcessInfo): string =>
    ((info.cpu * 100) / Math.max(1, system.now() - info.started)).toFixed(1)
  const state = (info: ProcessInfo): string =>
    `${info.state}${info.pid === info.sid ? 's' : ''}${foreground.has(info.pgid) ? '+' : ''}`
  const terminal = (info: ProcessInfo): string => info.tty?.replace(/^\/dev\//, '') ?? '?'
  const columns: Columns = {
    pid: { head: '    PID', value: (info) => String(info.pid) },
    ppid: { head: '   PPID', value: (info) => String(info.ppid) },
    pgid: { head: '   PGID', value: (info) => String(info.pgid) },
    sid: { head: '    SID', value: (info) => String(info.sid) },
    tty: { head: 'TTY     ', left: true, value: terminal },
    time: { head: '    TIME', value: (info) => clock(info.cpu) },
    bsdtime: {
      head: '  TIME',
      value: (info) =>
        `${Math.floor(info.cpu / 60_000)}:${String(Math.floor(info.cpu / 1000) % 60).padStart(2, '0')}`,
    },
    etime: { head: '    ELAPSED', value: (info) => clock(system.now() - info.started).replace(/^00:/, '') },
    cmd: {
      head: 'CMD',
      left: true,
      value: (info) => (info.state === 'Z' ? `${info.command} <defunct>` : info.command),
    },
    comm: { head: 'COMMAND', left: true, value: (info) => info.command },
    args: { head: 'CMD', left: true, value: commandLine },
    command: { head: 'COMMAND', left: true, value: commandLine },
    user: { head: 'USER    ', left: true, value: (info) => names.user(info.uid) },
    uid: { head: 'UID     ', left: true, value: (info) => names.user(info.uid) },
    c: { head: ' C', value: (info) => String(Math.min(99, Math.floor(Number(percent(info))))) },
    '%cpu': { head: '%CPU', value: percent },
    '%mem': {
      head: '%MEM',
      value: ({ memory }) => ((memory.resident * 100) / system.memory.total).toFixed(1),
    },
    vsz: { head: '   VSZ', value: ({ memory }) => String(memory.virtual / 1024) },
    rss: { head: '  RSS', value: ({ memory }) => String(memory.resident / 1024) },
    stat: { head: 'STAT', left: true, value: state },
    s: { head: 'S', value: (info) => info.state },
    stime: { head: 'STIME', value: startText },
    start: { head: 'START', value: startText },
    lstart: {
      head: '                 STARTED',
      value: (info) => formatTime('%a %b %e %H:%M:%S %Y', new Date(info.started)),
    },
    ni: { head: ' NI', value: ({ niceness }) => String(niceness) },
    pri: { head: 'PRI', value: ({ niceness }) => String(19 - niceness) },
  }
  return Object.assign(columns, {
    pcpu: columns['%cpu'],
    pmem: columns['%mem'],
    state: columns['s'],
    ucmd: columns['comm'],
    tname: columns['tty'],
    start_time: columns['stime'],
    euser: columns['user'],
    nice: columns['ni'],
    rssize: columns['rss'],
    vsize: columns['vsz'],
  })
}
