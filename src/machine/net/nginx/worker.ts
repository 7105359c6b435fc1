import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { socketStream } from '../byte-stream.ts'
import { HeaderList, type Reply, serveHttp } from '../http/index.ts'
import type { Configuration, Settings } from './configuration.ts'
import { errorReply, type Exchange, substitute } from './exchange.ts'
import { respond, serverFor } from './respond.ts'

export const version = '1.24.0'

/** Takes connections from the listeners that it was started with, until it is told to go. */
export async function work(
  proc: Process,
  configuration: Configuration,
  listeners: readonly number[],
): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const state = { ending: false }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const)
    proc.onSignal(signal, () => {
      state.ending = true
    })
  const log = new Logs(proc)
  const accept = async (listener: number): Promise<void> => {
    while (!state.ending) {
      try {
        const { fd, remote, local } = await proc.accept(listener)
        void serveHttp(
          socketStream(proc, fd),
          (request) => answer({ proc, configuration, request, local, remote }, log),
          serverName(proc),
        )
          .catch((error: unknown) => {
            if (!isErrno(error)) throw error
          })
          .finally(() => proc.close(fd).catch(() => undefined))
      } catch (error) {
        if (!isErrno(error, 'EINTR', 'ECONNABORTED', 'ECONNRESET', 'EMFILE')) throw error
      }
    }
  }
  await Promise.race(listeners.map(accept))
  return 0
}

const serverName = ({ system: { release } }: Process): string =>
  `nginx/${version}${release.id === 'ubuntu' ? ' (Ubuntu)' : ''}`

type Partly = Omit<Exchange, 'path' | 'fail'>

async function answer(partly: Partly, log: Logs): Promise<Reply> {
  const { request, configuration, local } = partly
  const server = serverFor(configuration, local.port, request.headers.get('host') ?? '')
  const path = decoded(request.path)
  if (!server || path === undefined) return errorReply(400)
  const exchange: Exchange = { ...partly, path, fail: (text, settings) => log.error(settings, text, partly) }
  const [reply, settings] = await respond(exchange, server)
  await log.access(settings, partly, reply)
  if (settings.headers.length === 0 || reply.status >= 400) return reply
  const given =
    reply.headers instanceof HeaderList ? reply.headers.entries : Object.entries(reply.headers ?? {})
  const own = settings.headers.map(([name, value]) => [name, substitute(value, exchange)] as const)
  return { ...reply, headers: new HeaderList([...given, ...own]) }
}

/** Undefined for a path that is malformed or leads out of the root. */
function decoded(path: string): string | undefined {
  let plain: string
  try {
    plain = decodeURIComponent(path)
  } catch {
    return undefined
  }
  if (plain.includes('\0')) return undefined
  const parts: string[] = []
  for (const part of plain.split('/').slice(1)) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`.replace(/\/{2,}/g, '/')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** nginx's two logs. */
class Logs {
  constructor(private readonly proc: Process) {}

  async access(settings: Settings, { request, remote }: Partly, { status, body }: Reply): Promise<void> {
    if (settings.accessLog === undefined) return
    const now = new Date(this.proc.system.now())
    const iso = now.toISOString()
    const time = `${iso.slice(8, 10)}/${months[now.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
    const size = typeof body === 'string' || body instanceof Uint8Array ? body.length : 0
    const field = (name: string) => request.headers.get(name)?.replaceAll('"', '\\x22') ?? '-'
    const target = `${request.path}${request.query === '' ? '' : `?${request.query}`}`
    await this.#append(
      settings.accessLog,
      `${remote.address} - - [${time}] "${request.method} ${target} HTTP/1.1" ${status} ${size} "${field('referer')}" "${field('user-agent')}"\n`,
    )
  }

  async error({ errorLog }: Settings, text: string, { request, remote }: Partly): Promise<void> {
    const time = new Date(this.proc.system.now())
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
      .replaceAll('-', '/')
    await this.#append(
      errorLog,
      `${time.slice(0, 10)}${time.slice(10)} [error] ${this.proc.pid}#${this.proc.pid}: ${text}, client: ${remote.address}, request: "${request.method} ${request.path} HTTP/1.1", host: "${request.headers.get('host') ?? ''}"\n`,
    )
  }

  /** A full disk is no reason to answer nobody. */
  #append(path: string, line: string): Promise<void> {
    return this.proc.writeFile(path, line, { append: true, mode: 0o640 }).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
  }
}
