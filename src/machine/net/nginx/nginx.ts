import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { makeDirectories } from '../../system/make-directories.ts'
import { credentialsOf, findAccount, findGroup } from '../../system/accounts.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { ConfigurationError } from './syntax.ts'
import { version, work } from './worker.ts'

const defaultFile = '/etc/nginx/nginx.conf'

interface Call {
  file: string
  test: boolean
  quiet: boolean
  signal: string | undefined
  foreground: boolean
  version: boolean
}

/** nginx(8): a master that reads the configuration and listens, and a worker that answers. */
export async function nginx(proc: Process): Promise<number> {
  const call = parse(proc.argv.slice(1))
  if (typeof call === 'string') return complain(proc, call)
  if (call.version) {
    await proc.stderr.line(`nginx version: nginx/${version}`)
    return 0
  }
  let configuration: Configuration
  try {
    configuration = await readConfiguration(proc, call.file)
    await prepare(proc, configuration)
  } catch (error) {
    const text = problem(error)
    if (text === undefined) throw error
    await complain(proc, `[emerg] ${text}`)
    if (call.test) await complain(proc, `configuration file ${call.file} test failed`)
    return 1
  }
  if (call.test) {
    if (!call.quiet)
      await proc.stderr.line(
        `nginx: the configuration file ${call.file} syntax is ok\nnginx: configuration file ${call.file} test is successful`,
      )
    return 0
  }
  if (call.signal !== undefined) return send(proc, configuration, call.signal)
  return start(proc, call, configuration)
}

const complain = async (proc: Process, text: string): Promise<number> => {
  await proc.stderr.line(`nginx: ${text}`)
  return 1
}

function problem(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) return error.message
  return isErrno(error) ? error.message : undefined
}

function parse(words: readonly string[]): Call | string {
  const call: Call = {
    file: defaultFile,
    test: false,
    quiet: false,
    signal: undefined,
    foreground: false,
    version: false,
  }
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-t' || word === '-T') call.test = true
    else if (word === '-q') call.quiet = true
    else if (word === '-v' || word === '-V') call.version = true
    else if (word === '-c') call.file = rest.shift() ?? defaultFile
    else if (word === '-p') rest.shift()
    else if (word === '-g') call.foreground ||= /daemon\s+off/.test(rest.shift() ?? '')
    else if (word === '-s') {
      call.signal = rest.shift()
      if (!['stop', 'quit', 'reopen', 'reload'].includes(call.signal ?? ''))
        return `invalid option: "-s ${call.signal ?? ''}"`
    } else return `invalid option: "${word}"`
  }
  return call
}

/** The folders and the account that it needs; only root may write them. */
async function prepare(proc: Process, configuration: Configuration): Promise<void> {
  if (configuration.user !== undefined && !(await findAccount(proc, configuration.user)))
    throw new ConfigurationError(`getpwnam("${configuration.user}") failed in ${defaultFile}`)
  await makeDirectories(proc, '/var/log/nginx')
  const fd = await proc
    .open(configuration.errorLog, { write: true, append: true, create: true }, 0o640)
    .catch((error: unknown) => {
      if (!isErrno(error)) throw error
      throw new ConfigurationError(`open() "${configuration.errorLog}" failed (13: ${error.message})`)
    })
  await proc.close(fd)
}

async function send(proc: Process, { pid: file }: Configuration, signal: string): Promise<number> {
  const pid = Number((await proc.readText(file).catch(() => '')).trim())
  if (!pid) return complain(proc, `[error] open() "${file}" failed (2: No such file or directory)`)
  const names = { stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' } as const
  try {
    await proc.kill(pid, names[signal as keyof typeof names])
    return 0
  } catch (error) {
    if (!isErrno(error)) throw error
    return complain(proc, `[alert] kill(${pid}, 1) failed (3: ${error.message})`)
  }
}

async function start(proc: Process, call: Call, configuration: Configuration): Promise<number> {
  const listeners = new Map<string, number>()
  try {
    await listenAll(proc, configuration, listeners)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return complain(proc, `[emerg] ${error.message}`)
  }
  if (call.foreground) return master(proc, call, configuration, listeners)
  await proc.fork(
    async (own) => {
      own.setSession()
      return master(own, call, configuration, listeners)
    },
    { name: 'nginx: master process /usr/sbin/nginx', descriptors: await withoutTerminal(proc, listeners) },
  )
  return 0
}

/** A daemon holds no terminal: /dev/null in the place of the first three. */
async function withoutTerminal(
  proc: Process,
  listeners: ReadonlyMap<string, number>,
): Promise<Map<number, number>> {
  const nothing = await proc.open('/dev/null', { read: true, write: true })
  return new Map([
    ...[0, 1, 2].map((fd) => [fd, nothing] as const),
    ...[...listeners.values()].map((fd) => [fd, fd] as const),
  ])
}

/** Opens what the configuration listens on and is not open yet, and closes what it no longer does. */
async function listenAll(
  proc: Process,
  { servers }: Configuration,
  listeners: Map<string, number>,
): Promise<void> {
  const wanted = new Map(
    servers
      .flatMap(({ listens }) => listens)
      .map(({ address, port }) => [`${address}:${port}`, { address, port }]),
  )
  for (const [name, fd] of listeners)
    if (!wanted.has(name)) {
      await proc.close(fd)
      listeners.delete(name)
    }
  for (const [name, endpoint] of wanted) {
    if (listeners.has(name)) continue
    try {
      listeners.set(name, await proc.listen(endpoint))
    } catch (error) {
      if (!isErrno(error)) throw error
      const number = error.code === 'EADDRINUSE' ? 98 : error.code === 'EACCES' ? 13 : 99
      throw new ConfigurationError(`bind() to ${name} failed (${number}: ${error.message})`)
    }
  }
}

type Wish = 'reload' | 'end' | undefined

async function master(
  proc: Process,
  call: Call,
  first: Configuration,
  listeners: Map<string, number>,
): Promise<number> {
  let configuration = first
  let wish: Wish
  proc.onSignal('SIGHUP', () => {
    wish ??= 'reload'
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const)
    proc.onSignal(signal, () => {
      wish = 'end'
    })
  proc.onSignal('SIGUSR1', 'ignore')
  await proc.writeFile(configuration.pid, `${proc.pid}\n`)
  let worker = await startWorker(proc, configuration, listeners)
  for (;;) {
    const ended = await proc.wait(worker).catch((error: unknown) => {
      if (isErrno(error, 'EINTR')) return undefined
      throw error
    })
    const now: Wish = wish
    wish = undefined
    if (now === 'end') break
    if (now === 'reload') {
      const next = await renewed(proc, call, configuration, listeners)
      if (!next) continue
      configuration = next
      await proc.kill(worker, 'SIGQUIT').catch(() => undefined)
      worker = await startWorker(proc, configuration, listeners)
    } else if (ended) worker = await startWorker(proc, configuration, listeners)
  }
  await proc.kill(worker, 'SIGKILL').catch(() => undefined)
  await proc.unlink(configuration.pid).catch(() => undefined)
  return 0
}

/** A configuration that cannot be used changes nothing: the error log says why. */
async function renewed(
  proc: Process,
  call: Call,
  before: Configuration,
  listeners: Map<string, number>,
): Promise<Configuration | undefined> {
  try {
    const next = await readConfiguration(proc, call.file)
    await listenAll(proc, next, listeners)
    return next
  } catch (error) {
    const text = problem(error)
    if (text === undefined) throw error
    const time = new Date(proc.system.now()).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/')
    await proc
      .writeFile(before.errorLog, `${time} [emerg] ${proc.pid}#${proc.pid}: ${text}\n`, { append: true })
      .catch(() => undefined)
    return undefined
  }
}

async function startWorker(
  proc: Process,
  configuration: Configuration,
  listeners: ReadonlyMap<string, number>,
): Promise<number> {
  const fds = [...listeners.values()]
  const account = configuration.user === undefined ? undefined : await findAccount(proc, configuration.user)
  if (account) await giveLogs(proc, configuration, account)
  return proc.fork(
    async (own) => {
      if (account && own.credentials.uid === 0) own.setCredentials(credentialsOf(account))
      return work(own, configuration, fds)
    },
    { name: 'nginx: worker process', descriptors: new Map([0, 1, 2, ...fds].map((fd) => [fd, fd])) },
  )
}

/** The worker writes the logs, so they are its own; administrators may read them. */
async function giveLogs(
  proc: Process,
  { servers, errorLog }: Configuration,
  { uid, gid }: { uid: number; gid: number },
): Promise<void> {
  const settings = servers.flatMap((server) => [
    server.settings,
    ...server.locations.map((each) => each.settings),
  ])
  const readers = (await findGroup(proc, 'adm')) ?? gid
  const paths = new Set([
    errorLog,
    ...settings.flatMap((each) => [each.errorLog, each.accessLog ?? errorLog]),
  ])
  for (const path of paths) {
    try {
      const fd = await proc.open(path, { write: true, append: true, create: true }, 0o640)
      await proc.close(fd)
      await proc.chown(path, uid, readers)
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
}
