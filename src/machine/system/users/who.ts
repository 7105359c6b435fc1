import { ctime } from '../../net/ctime.ts'
import { program } from '../../programs/program.ts'
import { uptimeLine } from '../../programs/system/uptime.ts'
import { failed, history, loggedIn, type LoginRecord, readRecords } from '../login-records.ts'
import { readAccountFiles } from './account-files.ts'

const minute = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')

const whoSpec = {
  short: 'abHmqsuTw',
  long: { all: 'a', boot: 'b', heading: 'H', count: 'q', short: 's', users: 'u', mesg: 'T' },
  usage: '[OPTION]... [ FILE | ARG1 ARG2 ]',
}

/** who(1). */
export const who = program('who', whoSpec, async (invocation) => {
  const { proc, operands } = invocation
  const all = await loggedIn(proc)
  if (invocation.has('q')) {
    await invocation.write(`${all.map(({ user }) => user).join(' ')}\n# users=${all.length}\n`)
    return 0
  }
  if (invocation.has('b')) {
    const boot = Math.floor((proc.system.now() - proc.system.uptime()) / 1000)
    await invocation.write(`         system boot  ${minute(boot)}\n`)
    return 0
  }
  if (invocation.has('H')) await invocation.write('NAME     LINE         TIME             COMMENT\n')
  const own = proc.tty(0)?.name.replace('/dev/', '')
  const shown = invocation.has('m') || operands.length === 2 ? all.filter(({ line }) => line === own) : all
  for (const { user, line, time, host } of shown)
    await invocation.write(
      `${user.padEnd(8)} ${line.padEnd(12)} ${minute(time)}${host === '' ? '' : ` (${host})`}\n`,
    )
  return 0
})

/** users(1). */
export const users = program('users', { short: '', usage: '[OPTION]... [FILE]' }, async (invocation) => {
  const names = (await loggedIn(invocation.proc)).map(({ user }) => user).toSorted()
  await invocation.write(`${names.join(' ')}\n`)
})

const wSpec = { short: 'hsfui', long: { 'no-header': 'h', short: 's', from: 'f' }, usage: '[options]' }

/** w(1): who is here, and what they do. */
export const w = program('w', wSpec, async (invocation) => {
  const { proc, operands } = invocation
  const processes = proc.system.processes()
  if (!invocation.has('h'))
    await invocation.write(
      `${uptimeLine(proc.system)}\nUSER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n`,
    )
  for (const { user, line, host, time } of await loggedIn(proc)) {
    if (operands.length > 0 && !operands.includes(user)) continue
    const here = processes.filter(({ tty }) => tty?.replace('/dev/', '') === line)
    const cpu = (list: typeof here) => `${(list.reduce((sum, each) => sum + each.cpu, 0) / 1000).toFixed(2)}s`
    const last = here.at(-1)
    const clock = new Date(time * 1000).toISOString().slice(11, 16)
    await invocation.write(
      `${user.padEnd(8)} ${line.padEnd(8)} ${(host || '-').padEnd(16)} ${clock}    0.00s ${cpu(here).padStart(6)} ${cpu(last ? [last] : []).padStart(6)} ${last?.argv.join(' ') ?? '-'}\n`,
    )
  }
})

const lastSpec = { short: 'n:axdFiwR', long: { limit: 'n:' }, usage: '[options] [<username>...] [<tty>...]' }

/** last(1) and lastb(8): logins and boots, the latest first. */
export const last = program('last', lastSpec, async (invocation) => {
  const { proc, operands } = invocation
  const bad = invocation.name.endsWith('lastb')
  const path = bad ? failed : history
  const all = await readRecords(proc, path)
  const limit = Number(invocation.value('n') ?? Infinity)
  const open = new Set((await loggedIn(proc)).map(({ line, time }) => `${line} ${time}`))
  const lines: string[] = []
  for (const [index, record] of all.entries()) {
    if (
      record.type === 'dead' ||
      (record.type === 'shutdown' && !invocation.has('x')) ||
      (operands.length > 0 && !operands.includes(record.user) && !operands.includes(record.line))
    )
      continue
    const line = systemLines[record.type] ?? record.line
    const when = ctime(record.time).slice(0, 16)
    lines.push(
      `${record.user.slice(0, 8).padEnd(8)} ${line.padEnd(12)} ${record.host.slice(0, 16).padEnd(16)} ${when} ${endOf(all, index, open)}`,
    )
  }
  await invocation.write(
    lines
      .toReversed()
      .slice(0, limit)
      .map((line) => `${line}\n`)
      .join(''),
  )
  const first = all[0]
  await invocation.write(
    `\n${path.split('/').at(-1)} begins ${ctime(first?.time ?? Math.floor(proc.system.now() / 1000))}\n`,
  )
})

const systemLines: Partial<Record<string, string>> = { boot: 'system boot', shutdown: 'system down' }

/** How a login ended: by itself, with the machine, or not yet. */
function endOf(all: readonly LoginRecord[], index: number, open: ReadonlySet<string>): string {
  const record = all[index]!
  const later = all.slice(index + 1)
  if (record.type === 'boot') {
    const next = later.find(({ type }) => type === 'boot' || type === 'shutdown')
    return next ? `- ${clock(next.time)}  (${span(next.time - record.time)})` : '  still running'
  }
  if (record.type === 'shutdown') {
    const next = later.find(({ type }) => type === 'boot')
    return next ? `- ${clock(next.time)}  (${span(next.time - record.time)})` : ''
  }
  const end = later.find(({ type, line }) => type === 'boot' || type === 'shutdown' || (type === 'dead' && line === record.line)) // prettier-ignore
  if (!end) return open.has(`${record.line} ${record.time}`) ? '  still logged in' : '  gone - no logout'
  if (end.type === 'shutdown') return `- down   (${span(end.time - record.time)})`
  return end.type === 'boot'
    ? `- crash  (${span(end.time - record.time)})`
    : `- ${clock(end.time)}  (${span(end.time - record.time)})`
}

const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 16)

const span = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  const text = `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const days = Math.floor(minutes / 1440)
  return days > 0 ? `${days}+${text}` : text
}

const lastlogSpec = { short: 'u:t:b:', long: { user: 'u:', time: 't:', before: 'b:' }, usage: '[options]' }

/** lastlog(8): each account's last login. */
export const lastlog = program('lastlog', lastlogSpec, async (invocation) => {
  const { proc } = invocation
  const only = invocation.value('u')
  const records = (await readRecords(proc, history)).filter(({ type }) => type === 'login')
  await invocation.write('Username         Port     From                                       Latest\n')
  for (const { name } of (await readAccountFiles(proc)).users) {
    if (only !== undefined && only !== name) continue
    const latest = records.findLast(({ user }) => user === name)
    await invocation.write(
      latest
        ? `${name.padEnd(16)} ${latest.line.padEnd(8)} ${latest.host.padEnd(42)} ${ctime(latest.time).replace(/ (\d{4})$/, ' +0000 $1')}\n`
        : `${name.padEnd(68)}**Never logged in**\n`,
    )
  }
})
