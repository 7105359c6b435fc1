import { Failure, program, quoted, type Invocation } from '../program.ts'
import { readUsers } from '../users.ts'

export const arch = program('arch', { short: '', usage: '[OPTION]...' }, (invocation) =>
  invocation.write('x86_64\n'),
)

export const logname = program('logname', { short: '', usage: '[OPTION]' }, async (invocation) => {
  const { proc } = invocation
  const session = proc.system.processes().find(({ pid }) => pid === proc.sid)
  if (!session?.tty) throw new Failure('no login name')
  const user = (await readUsers(proc)).find(({ uid }) => uid === session.uid)
  await invocation.write(`${user?.name ?? session.uid}\n`)
})

/** From the host's first address, as GNU's hostid makes it. */
export const hostid = program('hostid', { short: '', usage: '[OPTION]' }, async (invocation) => {
  const [address = '127.0.0.1'] = await invocation.proc.resolve(invocation.proc.system.hostname)
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  await invocation.write(`${[b, a, d, c].map((byte) => byte.toString(16).padStart(2, '0')).join('')}\n`)
})

export const uuidgen = program(
  'uuidgen',
  {
    short: 'rtn:',
    long: { random: 'r', time: 't' },
    lacking: { t: '-t (--time)', n: '-n' },
    usage: '[options]',
  },
  async (invocation) => {
    const bytes = invocation.proc.system.randomBytes(16)
    bytes[6] = (bytes[6]! & 15) | 64
    bytes[8] = (bytes[8]! & 63) | 128
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    await invocation.write(`${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}\n`)
  },
)

const configuration = (invocation: Invocation): Readonly<Record<string, string>> => {
  const { processors, memory } = invocation.proc.system
  return {
    ARG_MAX: '2097152',
    CHILD_MAX: '3712',
    CLK_TCK: '100',
    HOST_NAME_MAX: '64',
    LINE_MAX: '2048',
    LOGIN_NAME_MAX: '256',
    LONG_BIT: '64',
    NAME_MAX: '255',
    OPEN_MAX: '1024',
    PAGESIZE: '4096',
    PAGE_SIZE: '4096',
    PATH: '/bin:/usr/bin',
    PATH_MAX: '4096',
    PIPE_BUF: '4096',
    INT_MAX: '2147483647',
    _NPROCESSORS_CONF: String(processors),
    _NPROCESSORS_ONLN: String(processors),
    _PHYS_PAGES: String(Math.floor(memory.total / 4096)),
    GNU_LIBC_VERSION: 'glibc 2.34',
  }
}

export const getconf = program(
  'getconf',
  { short: '+av:', lacking: { v: '-v' }, usage: '[-v SPEC] VAR [PATH]' },
  async (invocation) => {
    const known = configuration(invocation)
    if (invocation.has('a')) {
      await invocation.write(
        Object.entries(known)
          .map(([name, value]) => `${name.padEnd(34)} ${value}\n`)
          .join(''),
      )
      return 0
    }
    const [name] = invocation.operands
    if (name === undefined)
      throw new Failure(
        'Usage: getconf [-v specification] variable_name [pathname]\n       getconf -a [pathname]',
        2,
      )
    const value = known[name]
    if (value === undefined) throw new Failure(`Unrecognized variable \`${name}'`, 2)
    await invocation.write(`${value}\n`)
    return 0
  },
)

const categories = ['LC_CTYPE', 'LC_NUMERIC', 'LC_TIME', 'LC_COLLATE', 'LC_MONETARY', 'LC_MESSAGES', 'LC_PAPER', 'LC_NAME', 'LC_ADDRESS', 'LC_TELEPHONE', 'LC_MEASUREMENT', 'LC_IDENTIFICATION'] // prettier-ignore

export const locale = program(
  'locale',
  {
    short: 'amck',
    long: { 'all-locales': 'a', charmaps: 'm' },
    lacking: { c: '-c', k: '-k' },
    usage: '[OPTION...] NAME',
  },
  async (invocation) => {
    const { env } = invocation.proc
    if (invocation.has('a')) return invocation.write('C\nC.UTF-8\nPOSIX\n').then(() => 0)
    if (invocation.has('m')) return invocation.write('UTF-8\n').then(() => 0)
    const [name] = invocation.operands
    if (name !== undefined) {
      if (name !== 'charmap') throw new Failure(`unknown name "${name}"`)
      await invocation.write('UTF-8\n')
      return 0
    }
    const lang = env.get('LANG') ?? ''
    const all = env.get('LC_ALL') ?? ''
    const lines = categories.map((category) => {
      const own = all || env.get(category)
      return own && !all ? `${category}=${own}` : `${category}="${own || lang || 'POSIX'}"`
    })
    await invocation.write([`LANG=${lang}`, ...lines, `LC_ALL=${all}`, ''].join('\n'))
    return 0
  },
)

export const lscpu = program(
  'lscpu',
  {
    short: 'abcepJxy',
    lacking: { b: '-b', c: '-c', e: '-e', p: '-p', J: '-J', x: '-x', y: '-y' },
    usage: '[options]',
  },
  async (invocation) => {
    const { processors } = invocation.proc.system
    if (invocation.options.length > 0) throw new Failure("Sandcloud's lscpu shows its summary only")
    const lines: [string, string][] = [
      ['Architecture:', 'x86_64'],
      ['CPU op-mode(s):', '32-bit, 64-bit'],
      ['Byte Order:', 'Little Endian'],
      ['CPU(s):', String(processors)],
      ['On-line CPU(s) list:', processors === 1 ? '0' : `0-${processors - 1}`],
      ['Model name:', 'Sandcloud virtual processor'],
      ['Thread(s) per core:', processors > 1 ? '2' : '1'],
      ['Core(s) per socket:', String(Math.max(1, Math.floor(processors / 2)))],
      ['Socket(s):', '1'],
      ['Virtualization type:', 'full'],
    ]
    await invocation.write(lines.map(([name, value]) => `${name.padEnd(25)}${value}\n`).join(''))
    return 0
  },
)

const shown = (bytes: number): number => Math.floor(bytes / 1024)

export const vmstat = program(
  'vmstat',
  { short: 'anSs', usage: '[options] [delay [count]]' },
  async (invocation) => {
    const { proc, operands } = invocation
    if (invocation.options.length > 0) throw new Failure("Sandcloud's vmstat shows its usual table only")
    const [delay, count] = operands.map(Number)
    if (operands.some((text) => !/^\d+$/.test(text)))
      throw new Failure('failed to parse argument: ' + quoted(operands.find((text) => !/^\d+$/.test(text))!))
    await invocation.write(
      'procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n',
    )
    for (let i = 0; i < (delay === undefined ? 1 : (count ?? Infinity)); i++) {
      if (i > 0) await proc.sleep(delay! * 1000)
      const { memory } = proc.system
      const running = proc.system.processes().filter(({ state }) => state === 'R').length
      const free = String(shown(memory.total - memory.used)).padStart(6)
      await invocation.write(
        `${String(running).padStart(2)}  0      0 ${free}      0      0    0    0     0     0    0    0  0  0 100  0  0\n`,
      )
    }
    return 0
  },
)

export const pidof = program(
  'pidof',
  { short: 'cnqso:xS:', usage: '[options] [program [...]]' },
  async (invocation) => {
    const { proc, operands } = invocation
    const left = new Set(invocation.values('o').flatMap((text) => text.split(',')))
    const pids = proc.system
      .processes()
      .filter(({ pid, command, argv }) => {
        const name = argv[0]?.replace(/^-/, '').replace(/^.*\//, '')
        return (
          !left.has(String(pid)) &&
          operands.some((operand) => operand === command || operand.replace(/^.*\//, '') === name)
        )
      })
      .map(({ pid }) => pid)
      .toSorted((a, b) => b - a)
    const chosen = invocation.has('s') ? pids.slice(0, 1) : pids
    if (chosen.length === 0) return 1
    if (!invocation.has('q')) await invocation.write(`${chosen.join(invocation.value('S') ?? ' ')}\n`)
    return 0
  },
)

export const pstree = program(
  'pstree',
  {
    short: 'aAcGhlnpsuU',
    lacking: { A: '-A', G: '-G', h: '-h', n: '-n', u: '-u', U: '-U' },
    usage: '[-acglpsStTuZ] [PID | USER]',
  },
  async (invocation) => {
    const { proc } = invocation
    const all = proc.system.processes()
    const [operand] = invocation.operands
    const user =
      operand !== undefined && !/^\d+$/.test(operand)
        ? (await readUsers(proc)).find(({ name }) => name === operand)
        : undefined
    if (operand !== undefined && !/^\d+$/.test(operand) && !user)
      throw new Failure(`No such user name: ${operand}`)
    const roots = user
      ? all.filter(
          ({ uid, ppid }) => uid === user.uid && all.find(({ pid }) => pid === ppid)?.uid !== user.uid,
        )
      : all.filter(({ pid }) => pid === Number(operand ?? 1))
    const label = ({ command, pid }: (typeof all)[number]): string =>
      `${command}${invocation.has('p') ? `(${pid})` : ''}`
    const draw = (root: (typeof all)[number], lead: string): string[] => {
      const children = all.filter(({ ppid, pid }) => ppid === root.pid && pid !== root.pid)
      const own = label(root)
      if (children.length === 0) return [own]
      const trees = children.map((child) => draw(child, ''))
      // Like branches are told once, with how many there are.
      const groups: { lines: string[]; count: number }[] = []
      for (const lines of trees) {
        const same = groups.find((group) => group.lines.join('\n') === lines.join('\n'))
        if (same && !invocation.has('c', 'p')) same.count++
        else groups.push({ lines, count: 1 })
      }
      const result: string[] = []
      groups.forEach(({ lines, count }, i) => {
        const isLast = i === groups.length - 1
        const branch = groups.length === 1 ? '───' : i === 0 ? '─┬─' : isLast ? ' └─' : ' ├─'
        const times = count > 1 ? `${count}*[` : ''
        lines.forEach((line, k) => {
          const head = i === 0 && k === 0 ? own : ' '.repeat(own.length)
          const join = k === 0 ? branch : groups.length === 1 || isLast ? '   ' : ' │ '
          result.push(
            `${lead}${head}${join}${k === 0 ? times : ' '.repeat(times.length)}${line}${k === 0 && count > 1 ? ']' : ''}`,
          )
        })
      })
      return result
    }
    for (const root of roots) await invocation.write(`${draw(root, '').join('\n')}\n`)
    return roots.length > 0 ? 0 : 1
  },
)
