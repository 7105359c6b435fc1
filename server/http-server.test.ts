import { createConnection } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import type { WireRequest } from '#engine'
import { httpServer, type Served } from './http-server.ts'
import { noVisitors } from './visit.ts'

let server: Server | undefined

afterEach(() => server?.close())

async function serving(parts: Partial<Served> = {}, trust = false) {
  const seen: WireRequest[] = []
  const told: unknown[] = []
  const served: Served = {
    handle(wire) {
      seen.push(wire)
      return Promise.resolve({
        status: 200,
        headers: { 'x-amzn-requestid': 'id' },
        body: new TextEncoder().encode('hello'),
      })
    },
    reset: async () => void told.push('reset'),
    skip: async (time) => void told.push(time),
    visit: noVisitors,
    ...parts,
  }
  server = httpServer(served, { trust })
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, seen, told }
}

/** Bytes as no HTTP client would send them. */
const raw = (port: number, text: string) =>
  new Promise<string>((answered) => {
    let answer = ''
    const socket = createConnection(port, '127.0.0.1', () => socket.end(text))
    socket.on('data', (data) => (answer += String(data))).on('close', () => answered(answer))
  })

test('the path and the query reach the engine as they were sent', async () => {
  const { port, seen } = await serving()
  const answer = await raw(
    port,
    'PUT /a/../b%2F?x=%20+&x HTTP/1.1\r\nHost: a\r\nX-B: 1\r\nX-B: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc',
  )
  expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*hello$/)
  expect(seen[0]).toMatchObject({
    method: 'PUT',
    rawPath: '/a/../b%2F',
    query: 'x=%20+&x',
    headers: { host: 'a', 'x-b': '1, 2' },
  })
  expect(new TextDecoder().decode(seen[0]!.rawBody)).toBe('abc')
})

test('a client that takes us for a proxy is understood where it calls the API', async () => {
  const { port, seen } = await serving()
  await raw(
    port,
    'GET http://ec2.eu-west-1.amazonaws.com/?Action=A HTTP/1.1\r\nHost: ec2.eu-west-1.amazonaws.com\r\nConnection: close\r\n\r\n',
  )
  expect(seen[0]).toMatchObject({
    rawPath: '/',
    query: 'Action=A',
    headers: { host: 'ec2.eu-west-1.amazonaws.com' },
  })
})

test('reset and clock are posted', async () => {
  const { url, told } = await serving()
  const post = async (path: string, body = '') =>
    (await fetch(`${url}/_sandcloud/${path}`, { method: 'POST', body })).status
  expect(await post('reset')).toBe(200)
  expect(await post('clock', '{"skip": "PT5M"}')).toBe(200)
  expect(await post('clock', '{"skip": "P1DT1H1M1S"}')).toBe(200)
  expect(told).toEqual(['reset', 300_000, 90_061_000])
  for (const body of [
    '',
    '{"skip": 5}',
    '{"skip": "P"}',
    '{"skip": "P1M"}',
    '{"skip": "-PT5M"}',
    '{"skip": "P999999D"}',
  ]) {
    expect(await post('clock', body)).toBe(400)
  }
  expect(await post('other')).toBe(404)
  expect((await fetch(`${url}/_sandcloud/reset`)).status).toBe(405)
})

test('web pages cannot reset the cloud, nor use one that trusts everybody', async () => {
  const careful = await serving()
  const page = { origin: 'http://example.org' }
  expect((await fetch(`${careful.url}/_sandcloud/reset`, { method: 'POST', headers: page })).status).toBe(403)
  expect((await fetch(careful.url, { headers: page })).status).toBe(200)
  server?.close()
  const trusting = await serving({}, true)
  expect((await fetch(trusting.url, { headers: page })).status).toBe(403)
  // A page's <img>: no Origin.
  const image = await raw(
    trusting.port,
    'GET /?Action=A HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n',
  )
  expect(image).toMatch(/^HTTP\/1.1 403/)
  expect((await fetch(trusting.url, { headers: { 'sec-fetch-site': 'none' } })).status).toBe(200)
  expect(careful.told).toEqual([])
})

test('a body beyond all bounds is refused unread', async () => {
  const { port, seen } = await serving()
  const answer = await raw(
    port,
    `PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: ${2 ** 31}\r\nConnection: close\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1.1 413/)
  expect(seen).toEqual([])
})

test('who goes through us to an instance is told that nothing runs there', async () => {
  const { port, seen } = await serving()
  for (const host of ['3.80.1.2:3000', 'ec2-3-80-1-2.compute-1.amazonaws.com', 'example.org']) {
    const answer = await raw(
      port,
      `GET http://${host}/_sandcloud/reset HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 502 [\s\S]*start with --compute/)
  }
  expect(seen).toEqual([])
})

test('tunnels are refused with a reason', async () => {
  const { port } = await serving()
  const answer = await raw(port, 'CONNECT 3.80.1.2:22 HTTP/1.1\r\nHost: 3.80.1.2:22\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1.1 405 [\s\S]*No tunnels here/)
})
