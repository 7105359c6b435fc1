import { isErrno } from '../../errno.ts'
import { ByteReader, type ByteStream } from '../byte-stream.ts'
import { utf8 } from '../bytes.ts'
import { HeaderList, formatHead } from './headers.ts'
import type { Body } from './message.ts'
import { HttpError, frameBody, framing, lineOf, readBody, readHeaders, writeBody } from './message.ts'
import { reasonPhrases } from './reason-phrases.ts'

export interface IncomingRequest {
  method: string
  /** As it was sent: still percent-encoded. */
  path: string
  query: string
  headers: HeaderList
  body: AsyncIterable<Uint8Array>
}

export interface Reply {
  status: number
  headers?: Record<string, string> | HeaderList
  body?: Body
}

export type HttpHandler = (request: IncomingRequest) => Promise<Reply> | Reply

/** Serves a connection until its client hangs up or asks to close. */
export async function serveHttp(stream: ByteStream, handler: HttpHandler, server: string): Promise<void> {
  const reader = new ByteReader(stream)
  try {
    while (await serveOne(reader, stream, handler, server));
  } catch (error) {
    if (!isErrno(error, 'EPIPE', 'ECONNRESET')) throw error
  }
  stream.end()
}

/** True when the connection can take another request. */
async function serveOne(reader: ByteReader, stream: ByteStream, handler: HttpHandler, server: string) {
  if ((await reader.peek(1)).length === 0) return false
  const request = await readRequest(reader)
  if (!request) {
    await answer(stream, { status: 400 }, 'GET', server, true)
    return false
  }
  const reply = await replyOf(handler, request)
  const close = request.headers.get('connection')?.toLowerCase() === 'close'
  await answer(stream, reply, request.method, server, close)
  if (close) return false
  for await (const _ of request.body); // what the handler left of the body stands before the next request
  return true
}

/** What a handler could not do is its server's fault, and said to the client. */
async function replyOf(handler: HttpHandler, request: IncomingRequest): Promise<Reply> {
  try {
    return await handler(request)
  } catch (error) {
    if (isErrno(error)) throw error
    return { status: error instanceof HttpError ? 400 : 500, body: `${String(error)}\n` }
  }
}

async function readRequest(reader: ByteReader): Promise<IncomingRequest | undefined> {
  try {
    const [, method, target] = /^([A-Z]{1,20}) (\S+) HTTP\/1\.[01]$/.exec(await lineOf(reader)) ?? []
    if (!method || !target) return undefined
    const headers = await readHeaders(reader)
    const [path = '', query = ''] = splitOnce(target.replace(/^https?:\/\/[^/]*/, ''), '?')
    return { method, path, query, headers, body: readBody(reader, framing(headers, 'none')) }
  } catch (error) {
    if (error instanceof HttpError) return undefined
    throw error
  }
}

async function answer(stream: ByteStream, reply: Reply, method: string, server: string, close: boolean) {
  const given = reply.headers instanceof HeaderList ? reply.headers : new HeaderList(reply.headers)
  const headers = new HeaderList([['Server', server], ...given.entries])
  const body = reply.body ?? (reply.status === 204 || reply.status === 304 ? undefined : '')
  frameBody(headers, body)
  headers.append('Connection', close ? 'close' : 'keep-alive')
  const reason = reasonPhrases[reply.status] ?? 'Unknown'
  await stream.write(utf8(formatHead(`HTTP/1.1 ${reply.status} ${reason}`, headers)))
  if (method !== 'HEAD' && body !== undefined && body !== '')
    await writeBody((bytes) => stream.write(bytes), headers, body)
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
