import { isErrno } from '../../errno.ts'
import type { FileStat, Process, ProcessInfo, SocketInfo } from '../../kernel/process.ts'
import { type Invocation, program } from '../../programs/program.ts'
import { nameTables } from '../../programs/users.ts'
import { portNumber, serviceName } from './services.ts'

interface OpenEntry {
  task: ProcessInfo
  /** `cwd`, `rtd`, `txt`, or a number with how it is open. */
  fd: string
  type: string
  device: string
  size: string
  node: string
  name: string
  /** Which file it is, to be found by path. */
  identity?: string
  socket?: SocketInfo
}

/** lsof: who has which files and sockets open. Other users' are seen by root only. */
export const lsof = program(
  'lsof',
  {
    short: 'i::p:u:c:tnPalUN+:D:d:',
    usage: '[-altUnP] [-c c] [-i [i]] [-p s] [-u s] [+D D] [names]',
    prepare: separateWords,
  },
  async (run) => {
    const names = await nameTables(run.proc)
    const tests = await selections(run, names.user)
    if (run.status !== 0) return run.status
    const entries: OpenEntry[] = []
    for (const task of run.proc.system.processes()) entries.push(...(await entriesOf(run.proc, task)))
    const shown = entries.filter((entry) =>
      run.has('a')
        ? tests.every((test) => test(entry))
        : tests.length === 0 || tests.some((test) => test(entry)),
    )
    if (shown.length === 0) return tests.length > 0 ? 1 : 0
    if (run.has('t')) {
      const pids = [...new Set(shown.map(({ task }) => task.pid))]
      await run.write(pids.map((pid) => `${pid}\n`).join(''))
      return 0
    }
    await run.write(layOut(run, shown, names.user))
    return 0
  },
)

/** lsof's own habits: `+D DIR`, and what is asked of the internet may stand apart from its -i. */
function separateWords(args: readonly string[]): string[] {
  const words: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [word = '', next = ''] = args.slice(at, at + 2)
    if (word === '+D') words.push('-D')
    else if (/^-[a-zA-Z]*i$/.test(word) && /^(?:[46]?(?:tcp|udp)|[46]$|[46]?[:@])/i.test(next)) {
      words.push(`${word}${next}`)
      at++
    } else words.push(word)
  }
  return words
}

type Test = (entry: OpenEntry) => boolean

async function selections(run: Invocation, userName: (uid: number) => string): Promise<Test[]> {
  const tests: Test[] = []
  for (const { name, value = '' } of run.options) {
    if (name === 'i') tests.push(internetTest(value))
    if (name === 'U') tests.push(({ socket }) => socket?.family === 'unix')
    if (name === 'p') tests.push(listTest(value, ({ task }) => String(task.pid)))
    if (name === 'u') tests.push(listTest(value, ({ task }) => userName(task.uid)))
    if (name === 'c') tests.push(({ task }) => task.command.startsWith(value))
    if (name === 'd') tests.push(listTest(value, ({ fd }) => fd.replace(/[rwu]$/, '')))
    if (name === 'D') {
      const directory = await run.attempt(value, () => run.proc.realpath(value))
      tests.push((entry) => entry.name === directory || entry.name.startsWith(`${directory}/`))
    }
  }
  for (const path of run.operands) {
    const stat = await run.attempt(`status error on ${path}`, () => run.proc.stat(path))
    if (stat) tests.push(({ identity }) => identity === identityOf(stat))
  }
  return tests
}

/** `1,2` takes these, `^1` all but this. */
function listTest(list: string, of: Test | ((entry: OpenEntry) => string)): Test {
  const words = list.split(',')
  const without = words.filter((word) => word.startsWith('^')).map((word) => word.slice(1))
  const wanted = words.filter((word) => !word.startsWith('^'))
  return (entry) => {
    const value = String(of(entry))
    return !without.includes(value) && (wanted.length === 0 || wanted.includes(value))
  }
}

/** `-i [46][protocol][@address][:port[,port|-port]]`. */
function internetTest(text: string): Test {
  const [, protocol, address, ports] = /^[46]?(tcp|udp)?(?:@([\w.-]+))?(?::(.+))?$/i.exec(text) ?? []
  const ranges = (ports ?? '').split(',').filter(Boolean).map((range) => {
    const [first = '', last = first] = range.split('-')
    return [portNumber(first) ?? -1, portNumber(last) ?? -1] as const
  }) // prettier-ignore
  return ({ socket }) => {
    if (!socket || socket.family === 'unix') return false
    if (protocol && socket.family !== protocol.toLowerCase()) return false
    const ends = [socket.local, ...(socket.remote ? [socket.remote] : [])]
    if (address && !ends.some((end) => end.address === address)) return false
    return ranges.length === 0 || ends.some(({ port }) => ranges.some(([first, last]) => port >= first && port <= last)) // prettier-ignore
  }
}

const identityOf = ({ dev, ino }: FileStat): string => `${dev}:${ino}`

async function entriesOf(proc: Process, task: ProcessInfo): Promise<OpenEntry[]> {
  const base = `/proc/${task.pid}`
  const entries: OpenEntry[] = []
  if (proc.credentials.uid !== 0 && proc.credentials.uid !== task.uid) return entries
  const sockets = new Map(
    proc.system
      .sockets()
      .flatMap((socket) => socket.users.filter(({ pid }) => pid === task.pid).map(({ fd }) => [fd, socket] as const)),
  ) // prettier-ignore
  for (const [link, fd] of [
    ['cwd', 'cwd'],
    ['root', 'rtd'],
  ] as const)
    await look(
      proc,
      `${base}/${link}`,
      async (name, stat) => void entries.push(fileEntry(task, fd, name, stat)),
    )
  const numbers = await proc.readdir(`${base}/fd`).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  for (const { name: number } of numbers) {
    const socket = sockets.get(Number(number))
    if (socket) entries.push(socketEntry(task, number, socket))
    else
      await look(proc, `${base}/fd/${number}`, async (name, stat) => {
        entries.push(fileEntry(task, `${number}${stat.type === 'fifo' ? '' : 'u'}`, name, stat))
      })
  }
  return entries
}

/** What stands behind a link of /proc; a process that has just gone has none. */
async function look(proc: Process, path: string, found: (name: string, stat: FileStat) => Promise<void>) {
  try {
    await found(await proc.readlink(path), await proc.stat(path))
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

const types: Record<FileStat['type'], string> = {
  file: 'REG',
  directory: 'DIR',
  fifo: 'FIFO',
  socket: 'sock',
  character: 'CHR',
  block: 'BLK',
  symlink: 'LINK',
}

function fileEntry(task: ProcessInfo, fd: string, name: string, stat: FileStat): OpenEntry {
  const { type, dev, rdev, size, ino } = stat
  const special = type === 'character' || type === 'block'
  const device = special ? rdev : dev
  return {
    task,
    fd,
    type: types[type],
    device: `${device >> 8},${device & 255}`,
    size: special || type === 'fifo' ? '0t0' : String(size),
    node: String(ino),
    name: type === 'fifo' ? 'pipe' : name,
    identity: identityOf(stat),
  }
}

function socketEntry(task: ProcessInfo, fd: string, socket: SocketInfo): OpenEntry {
  const { family, ino, local } = socket
  const internet = family !== 'unix'
  return {
    task,
    fd: `${fd}u`,
    type: internet ? (local.address.includes(':') ? 'IPv6' : 'IPv4') : 'unix',
    device: internet ? String(ino) : `0x${ino.toString(16).padStart(16, '0')}`,
    size: '0t0',
    node: internet ? family.toUpperCase() : String(ino),
    name: '',
    socket,
  }
}

const socketStates: Record<SocketInfo['state'], string> = {
  'LISTEN': ' (LISTEN)',
  'ESTAB': ' (ESTABLISHED)',
  'SYN-SENT': ' (SYN_SENT)',
  'CLOSE-WAIT': ' (CLOSE_WAIT)',
  'FIN-WAIT-2': ' (FIN_WAIT2)',
  'UNCONN': '',
} // prettier-ignore

function nameOf(run: Invocation, { name, socket }: OpenEntry): string {
  if (!socket) return name
  const { family, local, remote, state } = socket
  if (family === 'unix') return `${local.address ? `${local.address} ` : ''}type=STREAM${state === 'LISTEN' ? ' (LISTEN)' : ' (CONNECTED)'}` // prettier-ignore
  const show = ({ address, port }: { address: string; port: number }): string => {
    const anywhere = address === '0.0.0.0' || address === '::'
    const host = anywhere ? '*' : address === '127.0.0.1' && !run.has('n') ? 'localhost' : address
    return `${host}:${run.has('P') ? port : (serviceName(port) ?? port)}`
  }
  return `${show(local)}${remote ? `->${show(remote)}` : ''}${family === 'tcp' ? socketStates[state] : ''}`
}

function layOut(run: Invocation, entries: readonly OpenEntry[], userName: (uid: number) => string): string {
  const head = ['COMMAND', 'PID', 'USER', 'FD', 'TYPE', 'DEVICE', 'SIZE/OFF', 'NODE', 'NAME']
  const rows = entries.map((entry) => {
    const { task, fd, type, device, size, node } = entry
    const user = run.has('l') ? String(task.uid) : userName(task.uid)
    return [
      task.command.slice(0, 9),
      String(task.pid),
      user,
      fd,
      type,
      device,
      size,
      node,
      nameOf(run, entry),
    ]
  })
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)))
  // The descriptor's number is right-aligned, how it is open stands behind it.
  const cell = (text: string, column: number): string => {
    if (column === 0 || column === 8) return column === 0 ? text.padEnd(widths[0]!) : text
    if (column === 3) return text.padStart(widths[3]! + (/[a-z]$/.test(text) ? 1 : 0)).padEnd(widths[3]! + 1)
    return text.padStart(widths[column]!)
  }
  return [head, ...rows].map((row) => `${row.map(cell).join(' ')}\n`).join('')
}
