import { beforeEach, describe, expect, test } from 'vitest'
import type { Stream } from '../../network.ts'
import { text, utf8 } from '../bytes.ts'
import { collect, serveHttp } from '../http/index.ts'
import { openTerminal } from '../testing/terminal.ts'
import { type World, testWorld } from '../testing/world.ts'
import { curl } from './curl.ts'

let world: World
const address = '198.51.100.20'
const run = (...args: string[]) => world.run(curl, ['curl', ...args])

/** Tells what it was asked; /moved leads to /here. */
const echo = (stream: Stream) =>
  void serveHttp(
    stream,
    async ({ method, path, query, headers, body }) => {
      if (path === '/moved') return { status: 302, headers: { Location: '/here' }, body: 'elsewhere' }
      if (path === '/missing') return { status: 404, body: 'no such page\n' }
      const sent = text(await collect(body))
      const lines = [`${method} ${path}?${query}`, ...headers.entries.map((entry) => entry.join(': ')), sent]
      return { status: 200, body: `${lines.join('\n')}\n` }
    },
    'echo',
  )

beforeEach(async () => {
  world = await testWorld({ programs: { curl } })
  world.internet.serve(address, echo)
})

describe('requests', () => {
  test('a plain one, without the scheme', async () => {
    const { stdout, status } = await run('-s', `${address}:3000/a?b=c`)
    expect(stdout).toBe(`GET /a?b=c\nHost: ${address}:3000\nUser-Agent: curl/8.11.1\nAccept: */*\n\n`)
    expect(status).toBe(0)
  })

  test('data makes a POST, -X and -H change what is sent', async () => {
    const posted = (await run('-s', '-d', 'a=1', '-d', 'b=2', `http://${address}/`)).stdout
    expect(posted).toContain('POST /?\n')
    expect(posted).toContain('Content-Type: application/x-www-form-urlencoded\n')
    expect(posted).toMatch(/\na=1&b=2\n$/)
    const put = (await run('-sXPUT', '-H', 'X-Token: abc', '-H', 'Accept:', `http://${address}/`)).stdout
    expect(put).toMatch(/^PUT /)
    expect(put).toContain('X-Token: abc')
    expect(put).not.toContain('Accept')
  })

  test('redirects are followed with -L only', async () => {
    expect((await run('-s', `http://${address}/moved`)).stdout).toBe('elsewhere')
    expect((await run('-sL', `http://${address}/moved`)).stdout).toContain('GET /here')
  })

  test('-i and -I show the head, -o and -w put things elsewhere', async () => {
    expect((await run('-si', `http://${address}/missing`)).stdout).toMatch(
      /^HTTP\/1\.1 404 Not Found\r\nServer: echo\r\n[^]*\r\n\r\nno such page\n$/,
    )
    expect((await run('-I', `http://${address}/missing`)).stdout).toMatch(/\r\n\r\n$/)
    const { stdout } = await run(
      '-s',
      '-o',
      '/tmp/page',
      '-w',
      String.raw`%{http_code}\n`,
      `http://${address}/missing`,
    )
    expect(stdout).toBe('404\n')
    expect(await world.root.readText('/tmp/page')).toBe('no such page\n')
  })

  test('https and http both tell a machine its address', async () => {
    for (const url of ['checkip.amazonaws.com', 'https://checkip.amazonaws.com'])
      expect((await run('-s', url)).stdout).toBe('203.0.113.7\n')
  })

  test('-v shows the conversation', async () => {
    const { stderr } = await run('-v', `http://${address}:3000/`)
    expect(stderr).toContain(
      `*   Trying ${address}:3000...\n* Connected to ${address} (${address}) port 3000\n`,
    )
    expect(stderr).toContain('> GET / HTTP/1.1\n> Host: ')
    expect(stderr).toContain('< HTTP/1.1 200 OK\n')
  })
})

describe('failures have curl’s words and numbers', () => {
  test.each([
    [['nowhere.example'], 6, 'Could not resolve host: nowhere.example'],
    [['ftp://x'], 1, 'Protocol "ftp" not supported'],
    [['http://'], 3, 'URL rejected: No host part in the URL'],
    [['-f', `http://${address}/missing`], 22, 'The requested URL returned error: 404'],
    [[`https://${address}:3000`], 35, 'TLS connect error: error:0A00010B:SSL routines::wrong version number'],
    [['http://checkip.amazonaws.com:443'], 1, 'Received HTTP/0.9 when not allowed'],
  ])('%j', async (args, code, words) => {
    expect(await run('-sS', ...args)).toMatchObject({ status: code, stderr: `curl: (${code}) ${words}\n` })
  })

  test('refused and dropped', async () => {
    const refused = await run('http://127.0.0.1:3000')
    expect(refused.status).toBe(7)
    expect(refused.stderr).toMatch(
      /^curl: \(7\) Failed to connect to 127\.0\.0\.1 port 3000 after \d+ ms: Could not connect to server\n$/,
    )
    world.internet.verdict = () => 'dropped'
    const dropped = await run('--connect-timeout', '0.05', `http://${address}:3000`)
    expect(dropped.status).toBe(28)
    expect(dropped.stderr).toMatch(/^curl: \(28\) Connection timed out after \d+ milliseconds\n$/)
  })

  test('an empty reply, half a reply, and an answer that never ends', async () => {
    world.internet.serve('198.51.100.21', (stream) => stream.end())
    expect((await run('http://198.51.100.21')).stderr).toBe('curl: (52) Empty reply from server\n')
    world.internet.serve('198.51.100.22', (stream) => {
      void stream.write(utf8('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'))
      stream.end()
    })
    expect(await run('-sS', 'http://198.51.100.22')).toMatchObject({
      status: 18,
      stdout: 'abc',
      stderr: 'curl: (18) end of response with 7 bytes missing\n',
    })
    world.internet.serve('198.51.100.23', (stream) => {
      void stream.write(utf8('HTTP/1.1 200 OK\r\n\r\nabc'))
    })
    expect((await run('-sS', '-m', '0.05', 'http://198.51.100.23')).stderr).toMatch(
      /^curl: \(28\) Operation timed out after \d+ milliseconds with 3 bytes received\n$/,
    )
  })

  test('wrong options', async () => {
    expect((await run('--nonsense')).stderr).toMatch(/^curl: option --nonsense: is unknown\ncurl: try/)
    expect((await run()).stderr).toMatch(/^curl: \(2\) no URL specified\n/)
  })
})

test('^C ends a transfer that hangs', async () => {
  world.internet.verdict = () => 'dropped'
  const terminal = await openTerminal(world.machine, ['curl', '-v', `http://${address}`], { uid: 1000 })
  await terminal.until('Trying')
  await terminal.type('\x03')
  expect(await terminal.exit).toBe(128)
})
