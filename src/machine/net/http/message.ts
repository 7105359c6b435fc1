import { ByteReader, LineTooLong } from '../byte-stream.ts'
import { concat, utf8 } from '../bytes.ts'
import { HeaderList } from './headers.ts'

export type Body = Uint8Array | string | AsyncIterable<Uint8Array>

export type HttpFailure =
  /** The connection closed before a byte of an answer. */
  | 'empty reply'
  /** The peer's first bytes are no HTTP/1. */
  | 'no http'
  /** The connection closed in the middle. */
  | 'partial'
  /** Something is malformed or beyond our limits. */
  | 'malformed'

export class HttpError extends Error {
  override readonly name = 'HttpError'
  /** @param outstanding bytes that were promised and did not come, where that is known. */
  constructor(
    readonly failure: HttpFailure,
    readonly outstanding?: number,
  ) {
    super(failure)
  }
}

export const limits = { line: 16_384, fields: 200, chunkLine: 1024 } as const

/** The fields up to the empty line. */
export async function readHeaders(reader: ByteReader): Promise<HeaderList> {
  const headers = new HeaderList()
  for (;;) {
    const line = await lineOf(reader)
    if (line === '') return headers
    const colon = line.indexOf(':')
    if (colon <= 0 || headers.entries.length >= limits.fields) throw new HttpError('malformed')
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
}

export async function lineOf(reader: ByteReader, limit: number = limits.line): Promise<string> {
  try {
    const line = await reader.line(limit)
    if (line === undefined) throw new HttpError('partial')
    return line
  } catch (error) {
    throw error instanceof LineTooLong ? new HttpError('malformed') : error
  }
}

/** How long a body is, by its head (RFC 9112 section 6). */
export type Framing =
  | { kind: 'none' }
  | { kind: 'chunked' }
  | { kind: 'counted'; length: number }
  | { kind: 'to-end' }

export function framing(headers: HeaderList, otherwise: 'none' | 'to-end'): Framing {
  if (headers.get('transfer-encoding')?.toLowerCase().endsWith('chunked')) return { kind: 'chunked' }
  const length = headers.get('content-length')
  if (length === undefined) return { kind: otherwise }
  if (!/^\d{1,15}$/.test(length)) throw new HttpError('malformed')
  return { kind: 'counted', length: Number(length) }
}

export async function* readBody(reader: ByteReader, frame: Framing): AsyncGenerator<Uint8Array, void> {
  if (frame.kind === 'counted') yield* counted(reader, frame.length)
  if (frame.kind === 'chunked') yield* chunks(reader)
  if (frame.kind === 'to-end') for (let bytes; (bytes = await reader.some());) yield bytes
}

async function* counted(reader: ByteReader, length: number): AsyncGenerator<Uint8Array, void> {
  for (let left = length; left > 0;) {
    const bytes = await reader.some(left)
    if (!bytes) throw new HttpError('partial', left)
    left -= bytes.length
    yield bytes
  }
}

async function* chunks(reader: ByteReader): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const line = await lineOf(reader, limits.chunkLine)
    const size = /^[0-9a-fA-F]{1,12}(?=$|[ ;])/.exec(line)?.[0]
    if (!size) throw new HttpError('malformed')
    const length = Number.parseInt(size, 16)
    if (length === 0) break
    yield* counted(reader, length)
    if ((await lineOf(reader, 2)) !== '') throw new HttpError('malformed')
  }
  await readHeaders(reader) // trailers
}

/** The whole body in one piece; throws HttpError('malformed') when it is longer than `limit`. */
export async function collect(
  body: AsyncIterable<Uint8Array>,
  limit = Infinity,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > limit) throw new HttpError('malformed')
    parts.push(part)
  }
  return concat(parts)
}

/** Names the body's length in the headers, unless they already say it. */
export function frameBody(headers: HeaderList, body: Body | undefined): void {
  if (body === undefined || headers.has('content-length') || headers.has('transfer-encoding')) return
  if (typeof body === 'string') headers.append('Content-Length', String(utf8(body).length))
  else if (body instanceof Uint8Array) headers.append('Content-Length', String(body.length))
  else headers.append('Transfer-Encoding', 'chunked')
}

export async function writeBody(
  write: (bytes: Uint8Array) => Promise<void>,
  headers: HeaderList,
  body: Body,
): Promise<void> {
  if (typeof body === 'string') return write(utf8(body))
  if (body instanceof Uint8Array) return write(body)
  const chunked = headers.get('transfer-encoding')?.toLowerCase() === 'chunked'
  for await (const bytes of body) {
    if (!chunked) await write(bytes)
    else if (bytes.length > 0)
      await write(concat([utf8(`${bytes.length.toString(16)}\r\n`), bytes, utf8('\r\n')]))
  }
  if (chunked) await write(utf8('0\r\n\r\n'))
}
