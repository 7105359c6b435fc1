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

describe('forms, cookies and other people’s options', () => {
  test('-F sends fields and files as a browser’s form does', async () => {
    await world.root.writeFile('/tmp/photo.png', 'PNG')
    const { stdout } = await run('-s', '-F', 'name=Ada', '-F', 'photo=@/tmp/photo.png', `http://${address}/`)
    expect(stdout).toMatch(/^POST \/\?\n/)
    expect(stdout).toMatch(/Content-Type: multipart\/form-data; boundary=-{24}\w{11}\n/)
    expect(stdout).toContain('Content-Disposition: form-data; name="name"\r\n\r\nAda\r\n')
    expect(stdout).toContain('name="photo"; filename="photo.png"\r\nContent-Type: image/png\r\n\r\nPNG\r\n')
    expect((await run('-F', 'x=@/tmp/none', `http://${address}/`)).stderr).toContain('curl: (26) Failed to open /tmp/none') // prettier-ignore
  })

  test('-c keeps what a server sets, -b brings it again', async () => {
    world.internet.serve('198.51.100.30', (stream) =>
      void serveHttp(stream, async ({ headers }) => ({ status: 200, headers: { 'Set-Cookie': 'sid=42; Path=/; HttpOnly' }, body: `${headers.get('cookie')}\n` }), 'c')) // prettier-ignore
    await run('-s', '-c', '/tmp/jar', 'http://198.51.100.30/')
    expect(await world.root.readText('/tmp/jar')).toContain('198.51.100.30\tFALSE\t/\tFALSE\t0\tsid\t42\n')
    expect((await run('-s', '-b', '/tmp/jar', 'http://198.51.100.30/')).stdout).toBe('sid=42\n')
    expect((await run('-s', '-b', 'a=1', 'http://198.51.100.30/')).stdout).toBe('a=1\n')
  })

  test('--resolve names an address, -D writes the head, -w tells of both', async () => {
    const { stdout } = await run('-s', '-o', '/dev/null', '-D', '/tmp/head', '--resolve', `shop.test:80:${address}`, '-w', '%{http_code} %{remote_ip}:%{remote_port} %header{content-length} %{method}\\n', 'http://shop.test/') // prettier-ignore
    expect(stdout).toMatch(new RegExp(`^200 ${address.replaceAll('.', '\\.')}:80 \\d+ GET\\n$`))
    expect(await world.root.readText('/tmp/head')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect((await run('-s', '-w', '%{nonsense}', `http://${address}/`)).stderr).toContain("unknown --write-out variable: 'nonsense'") // prettier-ignore
  })

  test('-w tells the status of what -f makes a failure', async () => {
    const failed = await run('-sf', '-o', '/dev/null', '-w', '%{http_code}', `http://${address}/missing`)
    expect(failed).toMatchObject({ status: 22, stdout: '404' })
  })

  test('--retry waits and tries again, but not after a refusal unless asked', async () => {
    let tries = 0
    world.internet.serve('198.51.100.31', (stream) =>
      void serveHttp(stream, async () => ({ status: ++tries < 3 ? 503 : 200, body: `${tries}\n` }), 'r')) // prettier-ignore
    const { stdout } = await run('-s', '--retry', '3', '--retry-delay', '0.01', 'http://198.51.100.31/')
    expect(stdout).toBe('1\n2\n3\n')
    world.internet.verdict = () => 'refused'
    expect((await run('-s', '--retry', '3', `http://${address}/`)).status).toBe(7)
  })

  test('--unix-socket talks to what listens at a file', async () => {
    const { startProgram } = await import('../../testing/index.ts')
    const { socketStream } = await import('../byte-stream.ts')
    await startProgram(
      async (proc) => {
        const { fd } = await proc.accept(await proc.listenUnix('/tmp/api.sock'))
        await serveHttp(
          socketStream(proc, fd) as Stream,
          async ({ path }) => ({ status: 200, body: `at ${path}\n` }),
          'u',
        )
        return 0
      },
      { kernel: world.machine },
    )
    await expect.poll(() => world.machine.system.sockets().length).toBe(1)
    expect((await run('-s', '--unix-socket', '/tmp/api.sock', 'http://localhost/info')).stdout).toBe(
      'at /info\n',
    )
  })
})
