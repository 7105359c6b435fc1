import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import { Duplex } from 'node:stream'
import type { Stream } from '#machine'
import { Unreachable, type Visit } from './visit.ts'

const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

const apiHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.amazonaws\.com|.+\.api\.aws)$/i
const instanceName = /^ec2-[\d-]+\.(compute-1|[a-z0-9-]+\.compute)\.amazonaws\.com$/i

export interface Destination {
  readonly host: string
  readonly port: number
  /** As sent: `URL` would take `/../` away. */
  readonly path: string
}

/** Where a client that takes us for its HTTP proxy wants to go; undefined if that is the cloud's own API. */
export function destinationOf({ url = '' }: IncomingMessage): Destination | undefined {
  const match = /^http:\/\/([^/?#]*)(.*)$/i.exec(url)
  if (!match || !URL.canParse(url)) return undefined
  const { hostname, port } = new URL(url)
  if (apiHost.test(hostname) && !instanceName.test(hostname)) return undefined
  const path = match[2]!.startsWith('/') ? match[2]! : `/${match[2]!}`
  return { host: hostname, port: Number(port || 80), path }
}

/** Brings a request to a machine on the virtual internet, and back what that answers. */
export async function forward(
  visit: Visit,
  { host, port, path }: Destination,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  let stream: Stream
  try {
    stream = await visit(host, port, gone.signal)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    response.writeHead(error.status, { 'content-type': 'text/plain' }).end(`${error.message}\n`)
    return
  }
  const onward = httpRequest({
    createConnection: () => duplexOf(stream) as never,
    method: request.method,
    path,
    headers: { ...endToEnd(request.headers), host: request.headers.host ?? host },
  })
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headers))
    answer.pipe(response)
    answer.once('error', () => response.destroy())
  })
  onward.on('error', () => {
    if (response.headersSent) response.destroy()
    else
      response
        .writeHead(502, { 'content-type': 'text/plain' })
        .end('The server closed the connection without an answer.\n')
  })
  gone.signal.addEventListener('abort', () => onward.destroy())
  request.pipe(onward)
}

function endToEnd<Headers extends IncomingMessage['headers']>(headers: Headers): Headers {
  const entries = Object.entries(headers).filter(([name]) => !hopByHop.includes(name))
  return Object.fromEntries(entries) as Headers
}

/** A virtual stream as Node's HTTP client takes it. */
function duplexOf(stream: Stream): Duplex {
  return new Duplex({
    read() {
      stream.read().then(
        (bytes) => this.push(bytes ?? null),
        (error: Error) => this.destroy(error),
      )
    },
    write(chunk: Uint8Array, _, done) {
      stream.write(Uint8Array.from(chunk)).then(() => done(), done)
    },
    final(done) {
      stream.end()
      done()
    },
    destroy(error, done) {
      stream.destroy()
      done(error)
    },
  })
}
