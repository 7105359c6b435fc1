import { type Errno, isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { type ByteStream, socketStream } from '../byte-stream.ts'
import { addressOf, connectWithin } from '../connect.ts'
import { TlsError, startTls } from '../tls.ts'
import { HttpConnection } from './client.ts'

/** Why there is no connection to talk HTTP over. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection'
  constructor(
    readonly reason: 'unknown host' | Errno | TlsError,
    readonly host: string,
    readonly port: number,
    readonly milliseconds: number,
  ) {
    super(`no connection to ${host}`)
  }
}

export interface OpenHttp {
  connection: HttpConnection
  address: string
  port: number
  close(): void
}

export interface OpenOptions {
  /** In milliseconds, for name, connection and TLS together; the system's own when not given. */
  patience?: number
  /** Told the address before it is tried. */
  /** Instead of DNS: the address for a host and port. */
  resolve?: (host: string, port: number) => string | undefined
  /** A Unix socket to talk to instead. */
  unixSocket?: string
  onTrying?: (address: string, port: number) => Promise<void>
  onConnected?: (address: string, port: number) => Promise<void>
}

/** Undefined when it is no address. */
export function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

export const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)

/** Connects to where the URL points, with TLS for https. Throws NoConnection. */
export async function openHttp(proc: Process, url: URL, options: OpenOptions = {}): Promise<OpenHttp> {
  const began = proc.system.uptime()
  const host = url.hostname
  const port = portOf(url)
  const failed = (reason: NoConnection['reason']) =>
    new NoConnection(reason, host, port, Math.round(proc.system.uptime() - began))
  const { unixSocket } = options
  const address = unixSocket ?? options.resolve?.(host, port) ?? (await addressOf(proc, host))
  if (!address) throw failed('unknown host')
  await options.onTrying?.(address, port)
  let stream: ByteStream | undefined
  try {
    const connecting = unixSocket
      ? proc.connectUnix(unixSocket)
      : connectWithin(proc, { address, port }, options.patience)
    stream = socketStream(proc, await connecting)
    await options.onConnected?.(address, port)
    const inside = url.protocol === 'https:' ? await startTls(stream, host) : stream
    return { connection: new HttpConnection(inside), address, port, close: () => stream?.destroy() }
  } catch (error) {
    stream?.destroy()
    if (error instanceof TlsError) throw failed(error)
    if (isErrno(error)) throw failed(stream && error.code === 'EPIPE' ? 'ECONNRESET' : error.code)
    throw error
  }
}
