import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { Failure, program, quoted } from '../program.ts'
import { misused } from '../files/cp.ts'
import { formatTime } from '../text/format-time.ts'
import { parseDate } from '../text/parse-date.ts'
import { readGroups, readUsers } from '../users.ts'

export const yieldTrue = program(
  'true',
  { short: '', usage: '[ignored command line arguments]', raw: true },
  async () => 0,
)
export const yieldFalse = program(
  'false',
  { short: '', usage: '[ignored command line arguments]', raw: true },
  async () => 1,
)

const units: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }

export const sleep = program(
  'sleep',
  { short: '+', usage: 'NUMBER[SUFFIX]...', least: 1 },
  async (invocation) => {
    let seconds = 0
    for (const operand of invocation.operands) {
      const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(operand)
      if (operand === 'infinity' || operand === 'inf') seconds = Infinity
      else if (!match) return misused(invocation, `invalid time interval ${quoted(operand)}`)
      else seconds += Number(match[1]) * units[match[2]!]!
    }
    // setTimeout takes no more than 24 days at a time.
    for (let left = seconds * 1000; left > 0; left -= 2_000_000_000)
      await invocation.proc.sleep(Math.min(left, 2_000_000_000))
    return 0
  },
)

const dateSpec = {
  short: 'd:f:I::r:Rs:u',
  long: {
    date: 'd:',
    file: 'f:',
    'iso-8601': 'I::',
    reference: 'r:',
    'rfc-email': 'R',
    set: 's:',
    utc: 'u',
    universal: 'u',
    'rfc-3339': 'rfc-3339:',
  },
  lacking: { f: '-f (--file)' },
  usage: '[OPTION]... [+FORMAT]',
}

const isoFormats: Record<string, string> = {
  '': '%Y-%m-%d',
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
}

export const date = program('date', dateSpec, async (invocation) => {
  const { proc, operands } = invocation
  let time: number | undefined = proc.system.now()
  const text = invocation.value('d')
  const reference = invocation.value('r')
  if (text !== undefined) time = parseDate(text, time)
  if (reference !== undefined) {
    const stat = await invocation.attempt(reference, () => proc.stat(reference))
    if (!stat) return 1
    time = stat.mtime
  }
  if (time === undefined) throw new Failure(`invalid date ${quoted(text!)}`)
  if (invocation.has('s')) throw new Failure('cannot set date: Operation not permitted')
  const [operand] = operands
  if (operand !== undefined && !operand.startsWith('+')) throw new Failure(`invalid date ${quoted(operand)}`)
  let format = operand?.slice(1) ?? '%a %b %e %H:%M:%S %Z %Y'
  if (invocation.has('I')) format = isoFormats[invocation.value('I') ?? ''] ?? '%Y-%m-%d'
  if (invocation.has('R')) format = '%a, %d %b %Y %H:%M:%S %z'
  if (invocation.has('rfc-3339'))
    format = invocation.value('rfc-3339') === 'date' ? '%Y-%m-%d' : '%Y-%m-%d %H:%M:%S%:z'
  await invocation.write(`${formatTime(format, new Date(time))}\n`)
  return 0
})

const envSpec = {
  short: '+0iu:C:S:v',
  long: { 'ignore-environment': 'i', unset: 'u:', null: '0', chdir: 'C:', 'split-string': 'S:' },
  usage: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
  misuse: 125,
}

export const env = program('env', envSpec, async (invocation) => {
  const { proc } = invocation
  const environment = new Map(invocation.has('i') || invocation.operands[0] === '-' ? [] : proc.env)
  for (const name of invocation.values('u')) environment.delete(name)
  const words = [...(invocation.value('S')?.split(/\s+/).filter(Boolean) ?? []), ...invocation.operands]
  if (words[0] === '-') words.shift()
  while (words[0]?.includes('=')) {
    const assignment = words.shift()!
    const equals = assignment.indexOf('=')
    environment.set(assignment.slice(0, equals), assignment.slice(equals + 1))
  }
  const directory = invocation.value('C')
  if (directory !== undefined) await proc.chdir(directory)
  if (words.length === 0) {
    const end = invocation.has('0') ? '\0' : '\n'
    await invocation.write([...environment].map(([name, value]) => `${name}=${value}${end}`).join(''))
    return 0
  }
  return runCommand(invocation, words, environment)
})

/** Becomes another program found in PATH; 127 when there is none, 126 when it cannot be run. */
export const runCommand = async (
  invocation: Invocation,
  words: readonly string[],
  environment?: ReadonlyMap<string, string>,
  describe: (command: string) => string = quoted,
): Promise<number> => {
  const { proc } = invocation
  const [command] = words as [string]
  const path = (environment ?? proc.env).get('PATH') ?? '/usr/bin:/bin'
  const candidates = command.includes('/')
    ? [command]
    : path.split(':').map((directory) => `${directory || '.'}/${command}`)
  let problem = 'No such file or directory'
  for (const candidate of candidates) {
    try {
      return await proc.exec(candidate, words, environment ?? proc.env)
    } catch (error) {
      if (!isErrno(error)) throw error
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') continue
      problem = error.message
      if (error.code === 'ENOEXEC')
        return proc.exec('/bin/sh', ['sh', candidate, ...words.slice(1)], environment ?? proc.env)
    }
  }
  await invocation.proc.stderr.write(`${invocation.name}: ${describe(command)}: ${problem}\n`)
  return problem === 'No such file or directory' ? 127 : 126
}

type Invocation = Parameters<Parameters<typeof program>[2]>[0]

export const printenv = program(
  'printenv',
  { short: '0', long: { null: '0' }, usage: '[OPTION]... [VARIABLE]...' },
  async (invocation) => {
    const { proc, operands } = invocation
    const end = invocation.has('0') ? '\0' : '\n'
    if (operands.length === 0) {
      await invocation.write([...proc.env].map(([name, value]) => `${name}=${value}${end}`).join(''))
      return 0
    }
    let status = 0
    for (const name of operands) {
      const value = proc.env.get(name)
      if (value === undefined) status = 1
      else await invocation.write(value + end)
    }
    return status
  },
)

const idSpec = {
  short: 'gGnruZ',
  long: { group: 'g', groups: 'G', name: 'n', real: 'r', user: 'u' },
  lacking: { Z: '-Z: there are no security contexts here' },
  usage: '[OPTION]... [USER]...',
}

export const id = program('id', idSpec, async (invocation) => {
  const { proc, operands } = invocation
  const [users, groups] = [await readUsers(proc), await readGroups(proc)]
  const [wanted] = operands
  const found =
    wanted === undefined
      ? undefined
      : users.find(({ name, uid }) => name === wanted || String(uid) === wanted)
  if (wanted !== undefined && !found) throw new Failure(`${quoted(wanted)}: no such user`)
  const uid = found?.uid ?? proc.credentials.uid
  const gid = found?.gid ?? proc.credentials.gid
  const members = found
    ? groups.filter(({ members: names }) => names.includes(found.name)).map((group) => group.gid)
    : proc.credentials.groups
  const all = [...new Set([gid, ...members])]
  const userName = (number: number): string | undefined => users.find((user) => user.uid === number)?.name
  const groupName = (number: number): string | undefined => groups.find((group) => group.gid === number)?.name
  const shown = (number: number, name: string | undefined): string =>
    invocation.has('n') ? (name ?? String(number)) : String(number)
  if (invocation.has('u')) await invocation.write(`${shown(uid, userName(uid))}\n`)
  else if (invocation.has('g')) await invocation.write(`${shown(gid, groupName(gid))}\n`)
  else if (invocation.has('G'))
    await invocation.write(`${all.map((number) => shown(number, groupName(number))).join(' ')}\n`)
  else {
    const both = (number: number, name: string | undefined): string =>
      name === undefined ? String(number) : `${number}(${name})`
    await invocation.write(
      `uid=${both(uid, userName(uid))} gid=${both(gid, groupName(gid))} groups=${all.map((number) => both(number, groupName(number))).join(',')}\n`,
    )
  }
  return 0
})

export const whoami = program('whoami', { short: '', usage: '[OPTION]...' }, async (invocation) => {
  const { uid } = invocation.proc.credentials
  const user = (await readUsers(invocation.proc)).find((candidate) => candidate.uid === uid)
  if (!user) throw new Failure(`cannot find name for user ID ${uid}`)
  await invocation.write(`${user.name}\n`)
})

export const groups = program(
  'groups',
  { short: '', usage: '[OPTION]... [USERNAME]...' },
  async (invocation) => {
    const { proc, operands } = invocation
    const [users, all] = [await readUsers(proc), await readGroups(proc)]
    const name = (gid: number): string => all.find((group) => group.gid === gid)?.name ?? String(gid)
    if (operands.length === 0) {
      const own = [...new Set([proc.credentials.gid, ...proc.credentials.groups])]
      await invocation.write(`${own.map(name).join(' ')}\n`)
      return 0
    }
    for (const operand of operands) {
      const user = users.find((candidate) => candidate.name === operand)
      if (!user) {
        await invocation.complain(`${quoted(operand)}: no such user`)
        continue
      }
      const own = [user.gid, ...all.filter(({ members }) => members.includes(operand)).map(({ gid }) => gid)]
      await invocation.write(`${operand} : ${[...new Set(own)].map(name).join(' ')}\n`)
    }
    return invocation.status
  },
)

/** The name with its domain: the first on its line in /etc/hosts, or the one that DNS knows. */
async function canonical(proc: Process, name: string): Promise<string> {
  const [hosts = '', resolver = ''] = await Promise.all(
    ['/etc/hosts', '/etc/resolv.conf'].map((path) => proc.readText(path).catch(() => '')),
  )
  for (const line of hosts.split('\n')) {
    const [, ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (names.includes(name)) return names[0]!
  }
  const domain = /^search[ \t]+(\S+)/m.exec(resolver)?.[1]
  if (name.includes('.') || domain === undefined) return name
  const whole = `${name}.${domain}`
  return (await proc.resolve(whole)).length > 0 ? whole : name
}

export const hostname = program(
  'hostname',
  {
    short: 'fsiIadF:',
    long: { fqdn: 'f', long: 'f', short: 's', 'ip-address': 'i', 'all-ip-addresses': 'I', domain: 'd' },
    lacking: { F: '-F' },
    usage: '[OPTION]... [NAME]',
  },
  async (invocation) => {
    const { proc, operands } = invocation
    const [name] = operands
    if (name !== undefined) {
      if (proc.credentials.uid !== 0) throw new Failure('you must be root to change the host name')
      proc.system.hostname = name
      return 0
    }
    const full = proc.system.hostname
    if (invocation.has('I')) await invocation.write(`${proc.system.network.address} \n`)
    else if (invocation.has('i')) {
      const addresses = await proc.resolve(full)
      if (addresses.length === 0) throw new Failure('Name or service not known')
      await invocation.write(`${addresses.join(' ')}\n`)
    } else if (invocation.has('s')) await invocation.write(`${full.split('.')[0]}\n`)
    else if (invocation.has('d', 'f')) {
      const whole = await canonical(proc, full)
      await invocation.write(`${invocation.has('f') ? whole : whole.split('.').slice(1).join('.')}\n`)
    } else await invocation.write(`${full}\n`)
    return 0
  },
)

const unameSpec = {
  short: 'amnioprsv',
  long: {
    all: 'a',
    machine: 'm',
    nodename: 'n',
    'operating-system': 'o',
    processor: 'p',
    'hardware-platform': 'i',
    'kernel-release': 'r',
    'kernel-name': 's',
    'kernel-version': 'v',
  },
  usage: '[OPTION]...',
}

export const uname = program('uname', unameSpec, async (invocation) => {
  const { system } = invocation.proc
  const fields: [string, string][] = [
    ['s', 'Linux'],
    ['n', system.hostname],
    ['r', system.release.kernel],
    ['v', system.release.build],
    ['m', system.release.machine],
    ['p', system.release.machine],
    ['i', system.release.machine],
    ['o', 'GNU/Linux'],
  ]
  const shown = fields.filter(
    ([letter]) => invocation.has('a', letter) || (invocation.options.length === 0 && letter === 's'),
  )
  await invocation.write(`${shown.map(([, text]) => text).join(' ')}\n`)
})

export const nproc = program(
  'nproc',
  { short: '', long: { all: 'all', ignore: 'ignore:' }, usage: '[OPTION]...' },
  async (invocation) => {
    const ignored = Number(invocation.value('ignore') ?? 0)
    await invocation.write(`${Math.max(1, invocation.proc.system.processors - ignored)}\n`)
  },
)

export const sync = program(
  'sync',
  { short: 'df', long: { data: 'd', 'file-system': 'f' }, usage: '[OPTION] [FILE]...' },
  async (invocation) => {
    const { proc, operands } = invocation
    if (operands.length === 0) {
      await proc.sync()
      return 0
    }
    for (const operand of operands)
      await invocation.attempt(`error opening '${operand}'`, async () => {
        const fd = await proc.open(operand, { read: true })
        await proc.sync(fd)
        await proc.close(fd)
      })
    return invocation.status
  },
)
