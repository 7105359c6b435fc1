import { ByteReader, type ByteStream } from '../byte-stream.ts'
import { concat, text, utf8 } from '../bytes.ts'
import { HeaderList, formatHead } from './headers.ts'
import type { Body } from './message.ts'
import { HttpError, frameBody, framing, lineOf, readBody, readHeaders, writeBody } from './message.ts'

export interface HttpRequest {
  method: string
  /** Path and query, or what else belongs behind the method. */
  target: string
  headers: HeaderList
  body?: Body
}

export interface HttpResponse {
  version: string
  status: number
  reason: string
  headers: HeaderList
  /** To be read once, and to its end before the connection's next request. */
  body: AsyncIterable<Uint8Array>
}

/** One connection to a server, for one request after the other. */
export class HttpConnection {
  readonly #reader: ByteReader
  #reusable = true
  constructor(private readonly stream: ByteStream) {
    this.#reader = new ByteReader(stream)
  }

  /** Whether the last answer left the connection open for another request. */
  get reusable(): boolean {
    return this.#reusable
  }

  /** Sends a request and resolves with the head of the final answer. Throws HttpError and the socket's errors. */
  async request(request: HttpRequest): Promise<HttpResponse> {
    this.#reusable = false
    const headers = new HeaderList(request.headers.entries)
    frameBody(headers, request.body)
    const head = utf8(formatHead(`${request.method} ${request.target} HTTP/1.1`, headers))
    await this.#send(head, headers, request.body)
    return this.#response(request.method)
  }

  async #send(head: Uint8Array, headers: HeaderList, body: Body | undefined): Promise<void> {
    if (body instanceof Uint8Array) return this.stream.write(concat([head, body]))
    await this.stream.write(head)
    if (body !== undefined) await writeBody((bytes) => this.stream.write(bytes), headers, body)
  }

  async #response(method: string): Promise<HttpResponse> {
    for (;;) {
      await this.#expectHttp()
      const [, version = '', code = '', reason = ''] =
        /^(HTTP\/1\.[01]) (\d{3})(?: (.*))?$/.exec(await lineOf(this.#reader)) ?? []
      if (!version) throw new HttpError('no http')
      const headers = await readHeaders(this.#reader)
      const status = Number(code)
      if (status >= 100 && status < 200 && status !== 101) continue
      return { version, status, reason, headers, body: this.#body(method, version, status, headers) }
    }
  }

  async #expectHttp(): Promise<void> {
    const start = await this.#reader.peek(5)
    if (start.length === 0) throw new HttpError('empty reply')
    if (text(start) !== 'HTTP/'.slice(0, start.length)) throw new HttpError('no http')
  }

  async *#body(method: string, version: string, status: number, headers: HeaderList) {
    const bodiless = method === 'HEAD' || status === 204 || status === 304
    const frame = bodiless ? ({ kind: 'none' } as const) : framing(headers, 'to-end')
    yield* readBody(this.#reader, frame)
    const connection = headers.get('connection')?.toLowerCase()
    this.#reusable =
      frame.kind !== 'to-end' &&
      connection !== 'close' &&
      (version === 'HTTP/1.1' || connection === 'keep-alive')
  }
}
