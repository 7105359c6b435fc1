import { describe, expect, test } from 'vitest'
import { text, utf8 } from '../bytes.ts'
import { streamPair } from '../testing/stream-pair.ts'
import { TlsError, acceptTls, startTls } from '../tls.ts'
import type { HttpHandler } from './index.ts'
import { HeaderList, HttpConnection, HttpError, collect, serveHttp } from './index.ts'

const connect = (handler: HttpHandler): HttpConnection => {
  const { client, server } = streamPair()
  void serveHttp(server, handler, 'test')
  return new HttpConnection(client)
}
const get = (target: string) => ({ method: 'GET', target, headers: new HeaderList({ Host: 'a' }) })

/** A server that says these bytes whatever it is asked. */
const saying = (answer: string): HttpConnection => {
  const { client, server } = streamPair()
  void server.write(utf8(answer)).then(() => server.end())
  return new HttpConnection(client)
}

describe('client and server', () => {
  test('several requests go over one connection, counted and chunked', async () => {
    const connection = connect(async ({ method, path, query, body }) => {
      if (method === 'POST') return { status: 201, body: await collect(body) }
      async function* parts() {
        yield utf8('one ')
        yield utf8('two')
      }
      return { status: 200, body: path === '/stream' ? parts() : `you asked for ${path}?${query}` }
    })
    const first = await connection.request(get('/a%20b?x=1'))
    expect([first.status, first.reason]).toEqual([200, 'OK'])
    expect(text(await collect(first.body))).toBe('you asked for /a%20b?x=1')
    expect(connection.reusable).toBe(true)

    const streamed = await connection.request(get('/stream'))
    expect(streamed.headers.get('transfer-encoding')).toBe('chunked')
    expect(text(await collect(streamed.body))).toBe('one two')

    async function* upload() {
      yield utf8('x'.repeat(100_000))
      yield utf8('y')
    }
    const echoed = await connection.request({ ...get('/'), method: 'POST', body: upload() })
    expect((await collect(echoed.body)).length).toBe(100_001)
  })

  test('a HEAD answer has a length and no body', async () => {
    const connection = connect(() => ({ status: 200, body: 'hello' }))
    const response = await connection.request({ ...get('/'), method: 'HEAD' })
    expect(response.headers.get('content-length')).toBe('5')
    expect((await collect(response.body)).length).toBe(0)
    expect(connection.reusable).toBe(true)
  })

  test('header values cannot smuggle in another header', async () => {
    const connection = connect(({ headers }) => ({ status: 200, body: String(headers.has('evil')) }))
    const headers = new HeaderList({ Host: 'a', 'X-A': 'b\r\nEvil: yes' })
    const response = await connection.request({ method: 'GET', target: '/', headers })
    expect(text(await collect(response.body))).toBe('false')
  })
})

describe('what a peer does wrong has a name', () => {
  const failure = async (attempt: Promise<unknown>): Promise<unknown> => {
    const error = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    return error instanceof HttpError ? [error.failure, error.outstanding] : error
  }
  const whole = async (answer: string) => collect((await saying(answer).request(get('/'))).body)

  test.each([
    ['nothing at all', '', 'empty reply', undefined],
    ['another protocol', 'SSH-2.0-OpenSSH_8.7\r\n', 'no http', undefined],
    ['a body that ends too early', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 'partial', 7],
    ['a head that ends too early', 'HTTP/1.1 200 OK\r\nConte', 'partial', undefined],
    [
      'a chunk without a size',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'malformed',
      undefined,
    ],
    ['a field without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n', 'malformed', undefined],
    ['a line without an end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`, 'malformed', undefined],
  ])('%s', async (_, answer, name, outstanding) => {
    expect(await failure(whole(answer))).toEqual([name, outstanding])
  })

  test('a server answers nonsense with 400 and closes', async () => {
    const { client, server } = streamPair()
    void serveHttp(server, () => ({ status: 200 }), 'test')
    await client.write(utf8('\x16\x03\x01nonsense\r\n\r\n'))
    const answer = await collect({
      async *[Symbol.asyncIterator]() {
        for (let bytes; (bytes = await client.read());) yield bytes
      },
    })
    expect(text(answer)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
  })
})

describe('TLS in shape', () => {
  test('the hello carries the name, and http goes through behind it', async () => {
    const { client, server } = streamPair(443)
    const accepted = acceptTls(server)
    const stream = await startTls(client, 'registry.sandcloud.test')
    const inside = (await accepted)!
    expect(inside.serverName).toBe('registry.sandcloud.test')
    void serveHttp(inside.stream, () => ({ status: 200, body: 'secret' }), 'test')
    const response = await new HttpConnection(stream).request(get('/'))
    expect(text(await collect(response.body))).toBe('secret')
  })

  test('a plain http server is a wrong version number, silence is an end of file', async () => {
    const plain = streamPair()
    void serveHttp(plain.server, () => ({ status: 200 }), 'test')
    await expect(startTls(plain.client, 'a')).rejects.toEqual(new TlsError('wrong version number'))

    const silent = streamPair()
    silent.server.end()
    await expect(startTls(silent.client, 'a')).rejects.toEqual(new TlsError('unexpected eof while reading'))
  })

  test('plain http to a TLS port is no http', async () => {
    const { client, server } = streamPair(443)
    void acceptTls(server)
    await expect(new HttpConnection(client).request(get('/'))).rejects.toEqual(new HttpError('no http'))
  })
})
