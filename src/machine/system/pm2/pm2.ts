import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { type AppSettings, Pm2Error, readEcosystem, settingsOf } from './app-settings.ts'
import { homeOf, supervisorOf } from './daemon.ts'
import { age, processTable } from './process-table.ts'
import { startup, unstartup } from './startup.ts'
import type { App, LogLine, Supervisor } from './supervisor.ts'

export const version = '1.0.0'

const about = `This is Sandcloud's own supervisor in pm2's place (pm2 itself is AGPL and no part of Sandcloud):
  pm2 start <script|ecosystem file|name> [--name NAME] [--interpreter I] [--cwd DIR] [--no-autorestart] [-- args]
  pm2 list | describe <app> | logs [app] [--lines N] [--nostream] | flush
  pm2 restart | reload | stop | delete <app|id|all>
  pm2 save | resurrect | startup | unstartup | kill
`

/** pm2, as far as a course uses it: keeps programs running, and brings them back after a reboot. */
export async function pm2(proc: Process): Promise<number> {
  const [verb, ...args] = proc.argv.slice(1)
  try {
    return await run(proc, verb, args)
  } catch (error) {
    if (!(error instanceof Pm2Error) && !isErrno(error)) throw error
    await proc.stderr.line(`[PM2][ERROR] ${error.message}`)
    return 1
  }
}

async function run(proc: Process, verb: string | undefined, args: readonly string[]): Promise<number> {
  switch (verb) {
    case undefined:
    case '-h':
    case '--help':
    case 'help':
      await proc.stdout.write(about)
      return 0
    case '-v':
    case '--version':
      await proc.stdout.line(version)
      return 0
    case 'start':
      return start(proc, args)
    case 'list':
    case 'ls':
    case 'l':
    case 'ps':
    case 'status':
      return showList(proc, await supervisorOf(proc))
    case 'restart':
    case 'reload':
    case 'stop':
    case 'delete':
    case 'del':
      return onApps(proc, verb === 'del' ? 'delete' : verb, args)
    case 'describe':
    case 'show':
    case 'info':
      return describe(proc, args)
    case 'logs':
    case 'log':
      return logs(proc, args)
    case 'flush':
      return flush(proc)
    case 'save':
    case 'dump':
      return save(proc)
    case 'resurrect':
      return resurrect(proc)
    case 'startup':
      return startup(proc, args)
    case 'unstartup':
      return unstartup(proc)
    case 'kill':
      return kill(proc)
    case 'ping':
      await supervisorOf(proc)
      await proc.stdout.line("{ msg: 'pong' }")
      return 0
    default:
      await proc.stderr.write(`[PM2][ERROR] Command not found: ${verb}\n${about}`)
      return 1
  }
}

async function showList(proc: Process, supervisor: Supervisor): Promise<number> {
  await proc.stdout.line(await processTable(proc, supervisor))
  return 0
}

const valued: Readonly<Record<string, string>> = {
  '--name': 'name', '-n': 'name', '--interpreter': 'interpreter', '--cwd': 'cwd', '--env': 'env', '-i': 'instances',
  '--instances': 'instances', '--max-restarts': 'maxRestarts', '--lines': 'lines',
} // prettier-ignore

interface Parsed {
  operands: string[]
  options: Partial<Record<string, string>>
  flags: Set<string>
  rest: string[]
}

function parse(args: readonly string[]): Parsed {
  const dashes = args.indexOf('--')
  const own = dashes < 0 ? [...args] : args.slice(0, dashes)
  const parsed: Parsed = {
    operands: [],
    options: {},
    flags: new Set(),
    rest: dashes < 0 ? [] : args.slice(dashes + 1),
  }
  for (let at = 0; at < own.length; at++) {
    const [word = '', value] = own[at]!.split(/=(.*)/s)
    const name = Object.hasOwn(valued, word) ? valued[word]! : undefined
    if (name !== undefined) parsed.options[name] = value ?? own[++at] ?? ''
    else if (word.startsWith('-')) parsed.flags.add(word)
    else parsed.operands.push(own[at]!)
  }
  return parsed
}

async function start(proc: Process, args: readonly string[]): Promise<number> {
  const { operands, options, flags, rest } = parse(args)
  const [target] = operands
  if (target === undefined) throw new Pm2Error('Please provide a script, an ecosystem file, a name or an id')
  if (flags.has('--watch')) throw new Pm2Error('--watch is not available here')
  if (options.instances !== undefined && options.instances !== '1')
    throw new Pm2Error('cluster mode is not available here: start one instance')
  const supervisor = await supervisorOf(proc)
  const known = find(supervisor, target)
  if (known.length > 0) return onApps(proc, 'restart', [target])
  const apps = /\.(json|config\.c?js)$/.test(target)
    ? await readEcosystem(proc, target, options.env)
    : [
        await settingsOf(proc, {
          script: target,
          name: options.name,
          args: rest,
          cwd: options.cwd,
          interpreter: options.interpreter,
          autorestart: !flags.has('--no-autorestart'),
          ...(options.maxRestarts !== undefined && { maxRestarts: Number(options.maxRestarts) }),
        }),
      ]
  for (const settings of apps) await startOne(proc, supervisor, settings)
  return showList(proc, supervisor)
}

async function startOne(proc: Process, supervisor: Supervisor, settings: AppSettings): Promise<void> {
  const same = [...supervisor.apps.values()].find((app) => app.settings.name === settings.name)
  if (same) {
    await proc.stdout.line(
      `[PM2] Applying action restartProcessId on app [${settings.name}](ids: [ ${same.id} ])`,
    )
    await supervisor.restart(same, settings)
  } else {
    await proc.stdout.line(`[PM2] Starting ${settings.script} in fork_mode (1 instance)`)
    await supervisor.start(settings)
  }
  await proc.stdout.line('[PM2] Done.')
}

/** Apps by name, by number, or all. */
const find = (supervisor: Supervisor, target: string): App[] =>
  [...supervisor.apps.values()].filter(
    (app) => target === 'all' || app.settings.name === target || String(app.id) === target,
  )

async function onApps(
  proc: Process,
  verb: 'restart' | 'reload' | 'stop' | 'delete',
  args: readonly string[],
): Promise<number> {
  const { operands } = parse(args)
  const supervisor = await supervisorOf(proc)
  if (operands.length === 0) throw new Pm2Error(`Please provide a name, an id or all to ${verb}`)
  for (const target of operands) {
    const apps = find(supervisor, target)
    if (apps.length === 0) throw new Pm2Error(`Process or Namespace ${target} not found`)
    await proc.stdout.line(`[PM2] Applying action ${verb === 'reload' ? 'restart' : verb}ProcessId on app [${target}](ids: [ ${apps.map(({ id }) => id).join(', ')} ])`) // prettier-ignore
    for (const app of apps) {
      if (verb === 'stop') await supervisor.stop(app)
      else if (verb === 'delete') await supervisor.delete(app)
      else await supervisor.restart(app)
      await proc.stdout.line(`[PM2] [${app.settings.name}](${app.id}) ✓`)
    }
  }
  return showList(proc, supervisor)
}

async function describe(proc: Process, args: readonly string[]): Promise<number> {
  const supervisor = await supervisorOf(proc)
  const [app] = find(supervisor, args[0] ?? '')
  if (!app) throw new Pm2Error(`${args[0]} doesn't exist`)
  const { settings } = app
  const rows = [
    ['status', app.status],
    ['name', settings.name],
    ['restarts', String(app.restarts)],
    ['uptime', app.pid === 0 ? '0' : age(proc.system.uptime() - app.since)],
    ['script path', settings.script],
    ['script args', settings.args.join(' ') || 'N/A'],
    ['error log path', supervisor.logFile(app, 'error')],
    ['out log path', supervisor.logFile(app, 'out')],
    ['interpreter', settings.interpreter ?? 'none'],
    ['exec cwd', settings.cwd],
    ['exec mode', 'fork_mode'],
    ['created at', new Date(app.created).toISOString()],
  ]
  await proc.stdout.write(` Describing process with id ${app.id} - name ${settings.name} \n${rows.map(([name, value]) => `│ ${name!.padEnd(15)} │ ${value}\n`).join('')}`) // prettier-ignore
  return 0
}

const shown = ({ app, text }: LogLine): string => `${`${app.id}|${app.settings.name}`.padEnd(9)} | ${text}\n`

async function logs(proc: Process, args: readonly string[]): Promise<number> {
  const { operands, options, flags } = parse(args)
  const supervisor = await supervisorOf(proc)
  const target = operands[0] ?? 'all'
  const apps = find(supervisor, target)
  if (operands[0] !== undefined && apps.length === 0)
    throw new Pm2Error(`Process or Namespace ${target} not found`)
  const count = Number(options.lines ?? 15) || 0
  await proc.stdout.line(`[TAILING] Tailing last ${count} lines for [${target}] process${target === 'all' ? 'es' : ''} (change the value with --lines option)`) // prettier-ignore
  let seen = supervisor.lineCount
  for (const app of apps)
    for (const stream of ['error', 'out'] as const) {
      const path = supervisor.logFile(app, stream)
      const lines = (await textOrNothing(proc, path)).replace(/\n$/, '').split('\n')
      if (count === 0 || lines.join('') === '') continue
      await proc.stdout.write(`${path} last ${count} lines:\n${lines.slice(-count).map((text) => shown({ app, stream, text })).join('')}\n`) // prettier-ignore
    }
  if (flags.has('--nostream')) return 0
  for (;;) {
    const fresh = supervisor.lines.slice(supervisor.lines.length - Math.min(supervisor.lines.length, supervisor.lineCount - seen)) // prettier-ignore
    seen = supervisor.lineCount
    const text = fresh.filter(({ app }) => target === 'all' || apps.includes(app)).map(shown)
    if (text.length > 0) await proc.stdout.write(text.join(''))
    if (supervisor.lineCount > seen) continue
    await proc.outside(
      (interrupted) =>
        new Promise<void>((resolve) => {
          if (supervisor.lineCount > seen) return resolve()
          const leave = supervisor.written.add(resolve)
          interrupted.addEventListener('abort', leave)
        }),
    )
  }
}

async function flush(proc: Process): Promise<number> {
  const supervisor = await supervisorOf(proc)
  for (const app of supervisor.apps.values())
    for (const stream of ['out', 'error'] as const) {
      await proc.stdout.line(`[PM2] Flushing ${supervisor.logFile(app, stream)}`)
      await proc.writeFile(supervisor.logFile(app, stream), '')
    }
  await proc.stdout.line('[PM2] Logs flushed')
  return 0
}

async function save(proc: Process): Promise<number> {
  const supervisor = await supervisorOf(proc)
  const path = `${supervisor.home}/dump.pm2`
  await proc.stdout.line('[PM2] Saving current process list...')
  const apps = [...supervisor.apps.values()].map(({ settings, status }) => ({ ...settings, status }))
  await proc.writeFile(path, JSON.stringify(apps, undefined, 2), { mode: 0o600 })
  await proc.stdout.line(`[PM2] Successfully saved in ${path}`)
  return 0
}

async function resurrect(proc: Process): Promise<number> {
  const path = `${await homeOf(proc)}/dump.pm2`
  await proc.stdout.line('[PM2] Resurrecting')
  const supervisor = await supervisorOf(proc)
  const text = await textOrNothing(proc, path)
  if (text === '') throw new Pm2Error(`No processes saved; DUMP file doesn't exist: ${path}`)
  await proc.stdout.line(`[PM2] Restoring processes located in ${path}`)
  let saved: (AppSettings & { status: string })[]
  try {
    saved = JSON.parse(text) as typeof saved
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Pm2Error(`Failed to read dump file in ${path}`)
  }
  const running = new Set([...supervisor.apps.values()].map((app) => app.settings.name))
  for (const { status, ...settings } of saved) {
    if (running.has(settings.name)) continue
    const app = await supervisor.start(settings)
    if (status === 'stopped') await supervisor.stop(app)
    await proc.stdout.line(`[PM2] Process ${settings.script} restored`)
  }
  return showList(proc, supervisor)
}

async function kill(proc: Process): Promise<number> {
  const supervisor = proc.system.bus.find('pm2')?.get(proc.credentials.uid)
  if (!supervisor) {
    await proc.stdout.line('[PM2][WARN] No process found\n[PM2] [v] PM2 is not running')
    return 0
  }
  for (const app of supervisor.apps.values()) await supervisor.stop(app)
  await proc.kill(supervisor.proc.pid, 'SIGTERM')
  await proc.stdout.line('[PM2] Applying action deleteProcessId on app [all]\n[PM2] [v] Modules Stopped\n[PM2] [v] PM2 Daemon Stopped') // prettier-ignore
  return 0
}
