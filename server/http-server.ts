import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WireRequest, WireResponse } from '#engine'
import { answer, control, controlPrefix, type Controls } from './control.ts'
import { destinationOf, forward } from './proxy.ts'
import type { Visit } from './visit.ts'

export interface Served extends Controls {
  handle(wire: WireRequest): Promise<WireResponse>
  /** For clients that take us for their HTTP proxy, on the way to an instance. */
  readonly visit: Visit
}

const largestBody = 512 * 1024 * 1024

/** An engine behind an HTTP port. `trust` is only told here so that pages can be kept out. */
export function httpServer(served: Served, { trust }: { readonly trust: boolean }): Server {
  const server = createServer((request, response) => {
    const destination = destinationOf(request)
    const answered = destination
      ? forward(served.visit, destination, request, response)
      : respond(served, trust, request).then((answer) => send(response, answer))
    answered.catch((error: unknown) => {
      // The client went away in the middle: there is nobody to answer.
      if (!request.destroyed) console.error(error)
      response.destroy()
    })
  })
  return server.on('connect', (_, socket) => refuseTunnel(socket))
}

const noTunnels = 'No tunnels here: only plain http:// requests are passed on to instances.\n'

/** CONNECT would let a client speak anything to anybody, `https` and `ssh` among it. */
function refuseTunnel(socket: Duplex): void {
  const head = `HTTP/1.1 405 Method Not Allowed\r\ncontent-type: text/plain\r\ncontent-length: ${noTunnels.length}\r\nconnection: close\r\n\r\n`
  socket.on('error', () => socket.destroy())
  socket.end(head + noTunnels)
}

async function respond(served: Served, trust: boolean, request: IncomingMessage): Promise<WireResponse> {
  const isControl = pathAndQuery(request)[0].startsWith(controlPrefix)
  if ((isControl || trust) && isFromPage(request)) {
    return answer(403, { message: 'Requests of web pages are refused here.' })
  }
  const rawBody = await bodyOf(request)
  if (!rawBody) return answer(413, { message: 'The body is too large.' })
  const wire = wireOf(request, rawBody)
  return isControl ? control(wire, served) : served.handle(wire)
}

/**
 * Any page that a browser on this machine shows can reach loopback. What it sends bears an Origin, or,
 * where a GET has none (an image's), Sec-Fetch-Site; `none` is what the user typed.
 */
function isFromPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || (headers['sec-fetch-site'] ?? 'none') !== 'none'
}

function wireOf(request: IncomingMessage, rawBody: Uint8Array): WireRequest {
  const [rawPath, query] = pathAndQuery(request)
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')])
  const source = request.socket.remoteAddress?.replace(/^::ffff:/, '')
  return {
    method: request.method ?? 'GET',
    rawPath,
    query,
    headers: Object.fromEntries(headers),
    rawBody,
    ...(source && { source }),
  }
}

/** As sent: clients that take us for a proxy write the whole URL. */
function pathAndQuery({ url = '/' }: IncomingMessage): [rawPath: string, query: string] {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  return [path || '/', mark < 0 ? '' : target.slice(mark + 1)]
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return undefined
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > largestBody) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(status, { 'content-length': body.length, ...headers })
  response.end(body)
}
