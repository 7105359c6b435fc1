import { ErrnoError, isErrno } from '../../../errno.ts'
import { DescriptorTable } from '../../../kernel/descriptor-table.ts'
import { stamped } from '../../../kernel/message-ring.ts'
import type { OpenFile } from '../../../kernel/open-file.ts'
import { limits } from '../../../kernel/limits.ts'
import type { ChildStatus, Credentials, Process } from '../../../kernel/process.ts'
import type { Resource } from '../../../kernel/resource-limits.ts'
import type { Task } from '../../../kernel/task.ts'
import { openPath } from '../../../kernel/vfs/open-path.ts'
import { type Account, credentialsOf, findAccount, findGroup } from '../../accounts.ts'
import { parsePriority } from '../../journal/entry.ts'
import { JournalStream } from '../../journal/journal-stream.ts'
import { makeDirectories } from '../../make-directories.ts'
import { baseName } from '../../session-environment.ts'
import { type Command, expandVariables } from '../unit-file/command-line.ts'
import { type Settings, parseBoolean } from '../unit-file/settings.ts'
import { type Unit, environmentOf } from '../unit-file/unit.ts'
import { parseEnvironmentFile } from './environment-file.ts'
import { exitCode } from './exit-status.ts'
import type { UnitContext } from './live-unit.ts'

/** Something that stands in the way before a process can even be made: result 'resources'. */
export class NoResources extends Error {}

export interface Spawned {
  pid: number
  task: Task
  command: Command
  started: number
  finished: Promise<ChildStatus>
  /** Whether its program runs: false when it has ended before. */
  executed: Promise<boolean>
}

export interface SpawnOptions {
  unit: Unit
  command: Command
  cgroup: string
  /** MAINPID and the like. */
  more?: ReadonlyMap<string, string>
}

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'

/** Starts one command of a unit, with all that [Service] says about its surroundings. */
export async function spawnCommand(context: UnitContext, options: SpawnOptions): Promise<Spawned> {
  const { kernel } = context
  const { unit, command, cgroup } = options
  const { settings } = unit
  const init = kernel.init.process
  const userName = command.privileged ? undefined : settings.last('Service', 'User')
  const expand = await context.expander(unit.name, settings.last('Service', 'User'))
  const account = userName === undefined ? undefined : await accountOf(init, expand(userName))
  const environment = await environmentFor(context, options, account, expand)
  const words = command.words.map(expand)
  const argv = command.verbatim ? words : expandVariables(words, environment)
  const path = expand(command.path)
  const directories = await makeUnitDirectories(init, settings, account ?? undefined)
  for (const [name, value] of directories) environment.set(name, value)
  const { descriptors, fault } = await openStreams(context, unit, expand, baseName(path))
  let executed: (runs: boolean) => void = () => undefined
  const running = new Promise<boolean>((resolve) => {
    executed = resolve
  })
  const fail = (proc: Process, step: string, status: number, reason: string): number => {
    const about = { identifier: `(${baseName(path)})`, pid: proc.pid, unit: unit.name, priority: 3 }
    const say = (message: string): void =>
      context.journal.add({ ...about, message: `${unit.name}: ${message}` })
    if (step === 'EXEC') say(`Failed to ${reason === 'No such file or directory' ? `locate executable ${path}` : 'execute command'}: ${reason}`) // prettier-ignore
    say(`Failed at step ${step} spawning ${path}: ${reason}`)
    return status
  }
  const main = async (proc: Process): Promise<number> => {
    if (fault) return fail(proc, 'STDOUT', exitCode.stdout, fault)
    const mask = settings.last('Service', 'UMask')
    if (mask !== undefined && /^[0-7]{1,4}$/.test(mask)) proc.umask(Number.parseInt(mask, 8))
    setLimits(proc, settings)
    if (account === null) return fail(proc, 'USER', exitCode.user, 'No such process')
    const group = command.privileged ? undefined : settings.last('Service', 'Group')
    const credentials = await credentialsFor(init, account, group && expand(group))
    if (credentials === 'no such group') return fail(proc, 'GROUP', exitCode.group, 'No such process')
    const failedDirectory = await enterDirectory(proc, settings, account, expand)
    if (failedDirectory) return fail(proc, 'CHDIR', exitCode.chdir, failedDirectory)
    if (credentials) proc.setCredentials(credentials)
    try {
      const executable = await locate(proc, path)
      executed(true)
      return await proc.exec(executable, argv, environment)
    } catch (error) {
      if (!isErrno(error)) throw error
      return fail(proc, 'EXEC', exitCode.exec, error.message)
    }
  }
  const task = kernel.start(main, { argv: [path, ...argv.slice(1)], env: environment, descriptors, cgroup })
  const finished = task.finished
  void finished.then(() => executed(false))
  return { pid: task.pid, task, command, started: kernel.now(), finished, executed: running }
}

async function accountOf(init: Process, name: string): Promise<Account | null> {
  return (await findAccount(init, /^\d+$/.test(name) ? Number(name) : name)) ?? null
}

async function credentialsFor(
  init: Process,
  account: Account | undefined,
  group: string | undefined,
): Promise<Credentials | undefined | 'no such group'> {
  if (!account && group === undefined) return undefined
  const own = account ? credentialsOf(account) : { uid: 0, gid: 0, groups: [0] }
  if (group === undefined) return own
  const gid = /^\d+$/.test(group) ? Number(group) : await findGroup(init, group)
  return gid === undefined
    ? 'no such group'
    : { ...own, gid, groups: [gid, ...own.groups.filter((id) => id !== gid)] }
}

const resources: Readonly<Record<string, Resource>> = {
  LimitNOFILE: 'nofile',
  LimitNPROC: 'nproc',
  LimitFSIZE: 'fsize',
  LimitCPU: 'cpu',
  LimitCORE: 'core',
}

/** `LimitNOFILE=1024:4096`, or one number for both. */
function setLimits(proc: Process, settings: Settings): void {
  for (const [key, resource] of Object.entries(resources)) {
    const value = settings.last('Service', key)
    if (value === undefined) continue
    const [soft, hard = soft] = value
      .split(':')
      .map((text) => (text === 'infinity' ? Infinity : Number(text)))
    if (soft === undefined || hard === undefined || Number.isNaN(soft) || Number.isNaN(hard)) continue
    const most = resource === 'nofile' ? limits.mostDescriptors : Infinity
    proc.setResourceLimit(resource, { soft: Math.min(soft, hard, most), hard: Math.min(hard, most) })
  }
}

/** @returns why not. */
async function enterDirectory(
  proc: Process,
  settings: Settings,
  account: Account | undefined,
  expand: (text: string) => string,
): Promise<string | undefined> {
  const value = settings.last('Service', 'WorkingDirectory')
  if (value === undefined) return undefined
  const optional = value.startsWith('-')
  const path = expand(optional ? value.slice(1) : value)
  try {
    await proc.chdir(path === '~' ? (account?.home ?? '/root') : path)
    return undefined
  } catch (error) {
    if (!isErrno(error)) throw error
    return optional ? undefined : error.message
  }
}

/** A name without a slash is looked for where systemd looks, whatever PATH says. */
async function locate(proc: Process, path: string): Promise<string> {
  const candidates = path.startsWith('/')
    ? [path]
    : searchPath.split(':').map((directory) => `${directory}/${path}`)
  let problem = new ErrnoError('ENOENT')
  for (const candidate of candidates)
    try {
      await proc.access(candidate, { execute: true })
      return candidate
    } catch (error) {
      if (!isErrno(error)) throw error
      if (error.code !== 'ENOENT') problem = error as ErrnoError
    }
  throw problem
}

async function environmentFor(
  { kernel }: UnitContext,
  { unit, more }: SpawnOptions,
  account: Account | null | undefined,
  expand: (text: string) => string,
): Promise<Map<string, string>> {
  const { settings } = unit
  const init = kernel.init.process
  const id = Array.from(kernel.hardware.randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
  const environment = new Map([
    ['LANG', 'C.UTF-8'],
    ['PATH', searchPath],
    ...(account ? Object.entries({ HOME: account.home, LOGNAME: account.name, USER: account.name, SHELL: account.shell }) : []), // prettier-ignore
    ['INVOCATION_ID', id],
    ...(unit.service?.type === 'notify'
      ? [['NOTIFY_SOCKET', '/run/systemd/notify'] as [string, string]]
      : []),
    ...(more ?? []),
  ])
  for (const [name, value] of environmentOf(settings.all('Service', 'Environment'), expand)) environment.set(name, value) // prettier-ignore
  for (const { value } of settings.all('Service', 'EnvironmentFile')) {
    const optional = value.startsWith('-')
    const path = expand(optional ? value.slice(1) : value)
    try {
      for (const [name, text] of parseEnvironmentFile(await init.readText(path))) environment.set(name, text)
    } catch (error) {
      if (!isErrno(error)) throw error
      if (!optional) throw new NoResources(`Failed to load environment files: ${error.message}`)
    }
  }
  for (const name of settings.words('Service', 'UnsetEnvironment')) environment.delete(name)
  return environment
}

const directoryKinds = [
  ['RuntimeDirectory', '/run', 'RUNTIME_DIRECTORY'],
  ['StateDirectory', '/var/lib', 'STATE_DIRECTORY'],
  ['CacheDirectory', '/var/cache', 'CACHE_DIRECTORY'],
  ['LogsDirectory', '/var/log', 'LOGS_DIRECTORY'],
  ['ConfigurationDirectory', '/etc', 'CONFIGURATION_DIRECTORY'],
] as const

async function makeUnitDirectories(
  init: Process,
  settings: Settings,
  account: Account | undefined,
): Promise<Map<string, string>> {
  const variables = new Map<string, string>()
  for (const [key, root, variable] of directoryKinds) {
    const paths = settings.words('Service', key).map((name) => `${root}/${name.split(':')[0]}`)
    for (const path of paths) {
      if (path.includes('..')) continue
      await makeDirectories(init, path)
      if (account) await init.chown(path, account.uid, account.gid)
    }
    if (paths.length > 0) variables.set(variable, paths.join(':'))
  }
  return variables
}

/** Standard input, output and error: systemd.exec(5). */
async function openStreams(
  context: UnitContext,
  unit: Unit,
  expand: (text: string) => string,
  program: string,
): Promise<{ descriptors: DescriptorTable; fault?: string }> {
  const { kernel, journal } = context
  const { settings } = unit
  const descriptors = new DescriptorTable()
  const open = (path: string, how: Parameters<typeof openPath>[2]): Promise<OpenFile> =>
    openPath(kernel.init, path, how, 0o644)
  const serial = (text: string): void =>
    kernel.console.line(stamped({ time: kernel.now() - kernel.booted, level: 6, text }))
  const stream = (shown: boolean): OpenFile =>
    new JournalStream({
      identifier: settings.last('Service', 'SyslogIdentifier') ?? program,
      unit: unit.name,
      priority: parsePriority(settings.last('Service', 'SyslogLevel') ?? '6') ?? 6,
      levelPrefix: parseBoolean(settings.last('Service', 'SyslogLevelPrefix')) ?? true,
      add: (entry) => journal.add(entry),
      room: () => journal.room(),
      ...(shown && { console: serial }),
      at: kernel.now(),
    })
  const output = async (value: string, inherited: OpenFile | undefined): Promise<OpenFile> => {
    const [kind, path] = [value.split(':')[0]!, expand(value.slice(value.indexOf(':') + 1))]
    if (kind === 'inherit' && inherited) return inherited
    if (kind === 'null') return open('/dev/null', { write: true })
    if (kind === 'tty') return open('/dev/console', { write: true })
    if (kind === 'file') return open(path, { write: true, create: true })
    if (kind === 'append') return open(path, { write: true, create: true, append: true })
    if (kind === 'truncate') return open(path, { write: true, create: true, truncate: true })
    return stream(value.endsWith('+console'))
  }
  descriptors.set(0, await open('/dev/null', { read: true }))
  try {
    const out = await output(settings.last('Service', 'StandardOutput') ?? 'journal', undefined)
    descriptors.set(1, out)
    descriptors.set(2, await output(settings.last('Service', 'StandardError') ?? 'inherit', out))
    return { descriptors }
  } catch (error) {
    if (!isErrno(error)) throw error
    return { descriptors, fault: error.message }
  }
}

/** Nothing to read, and everything written into the journal. */
export async function openJournalStreams(
  { kernel, journal }: UnitContext,
  unit: string,
  identifier: string,
): Promise<DescriptorTable> {
  const descriptors = new DescriptorTable()
  const stream = new JournalStream({
    identifier,
    unit,
    priority: 6,
    levelPrefix: true,
    add: (entry) => journal.add(entry),
    room: () => journal.room(),
    at: kernel.now(),
  })
  descriptors.set(0, await openPath(kernel.init, '/dev/null', { read: true }, 0))
  descriptors.set(1, stream)
  descriptors.set(2, stream)
  return descriptors
}
