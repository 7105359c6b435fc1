import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { env } from 'node:process'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { runReal, serveLocally } from '../testing/real-clients.ts'
import { testAssets } from '../testing/assets.ts'
import { npmRegistry } from './registry.ts'
import { HostedRepository, outsideSites, serveGitHost } from './index.ts'
import { streamPair } from '../testing/stream-pair.ts'
import { HeaderList, HttpConnection, collect } from '../http/index.ts'
import { startTls } from '../tls.ts'
import { text } from '../bytes.ts'

const folder = mkdtempSync(`${tmpdir()}/sites-`)
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Not the whole environment: npm's settings travel in it. */
const clean = { PATH: env['PATH'] ?? '', HOME: folder }

describe('the git host', () => {
  test('is cloned by the real git, which finds nothing wrong with the repository', async () => {
    const files = { 'README.md': '# hello\n', 'public/css/style.css': 'body {}\n', 'server.js': '' }
    const repository = await HostedRepository.create(files)
    const { port, close } = await serveLocally((stream) =>
      serveGitHost(stream, new Map([['learn/hello', repository]])),
    )
    closers.push(close)
    const git = (...args: string[]) => runReal('git', args, { cwd: folder, env: clean })

    expect((await git('clone', `http://127.0.0.1:${port}/learn/hello.git`)).stderr).toContain(
      "Cloning into 'hello'",
    )
    expect(readFileSync(`${folder}/hello/public/css/style.css`, 'utf8')).toBe('body {}\n')
    expect((await git('-C', 'hello', 'fsck', '--strict')).code).toBe(0)
    expect((await git('-C', 'hello', 'pull')).stdout).toBe('Already up to date.\n')
    expect((await git('-C', 'hello', 'branch', '--show-current')).stdout).toBe('main\n')
    const missing = await git('clone', `http://127.0.0.1:${port}/learn/other.git`)
    expect(missing.stderr).toContain(`repository 'http://127.0.0.1:${port}/learn/other.git/' not found`)
    expect((await git('-C', 'hello', 'push', 'origin', 'main:new')).stderr).toContain('403')
  })

  test('makes the same commit of the same files', async () => {
    const [one, two] = [await HostedRepository.create({ a: 'x' }), await HostedRepository.create({ a: 'x' })]
    expect(one.head).toBe(two.head)
  })
})

describe('the npm registry', () => {
  test('installs express with the real npm, hashes checked, and the program runs', async () => {
    const { port, close } = await serveLocally(npmRegistry(testAssets))
    closers.push(close)
    writeFileSync(`${folder}/package.json`, '{"name":"try","dependencies":{"express":"^5.1.0","ws":"*"}}')
    const registry = `http://127.0.0.1:${port}/`
    const flags = [`--registry=${registry}`, '--replace-registry-host=always', `--cache=${folder}/cache`]
    const install = await runReal('npm', ['install', '--loglevel=error', ...flags], {
      cwd: folder,
      env: clean,
    })
    expect(install.stderr).toBe('')
    expect(install.stdout).toMatch(/added 69 packages, and audited 70 packages/)
    expect(install.stdout).toContain('found 0 vulnerabilities')
    const run = await runReal('node', ['-p', 'typeof require("express")()'], {
      cwd: folder,
      env: clean,
    })
    expect(run.stdout).toBe('function\n')
    const none = await runReal('npm', ['view', 'no-such-package', ...flags], {
      cwd: folder,
      env: clean,
    })
    expect(none.stderr).toContain('404')
  }, 60_000)
})

describe('the outside world', () => {
  const ask = async (host: string, port: number, target = '/') => {
    const { client, server } = streamPair(port)
    void outsideSites(testAssets)[host]!(server, { clientAddress: '203.0.113.7' })
    const stream = port === 443 ? await startTls(client, host) : client
    const headers = new HeaderList({ Host: host })
    const response = await new HttpConnection(stream).request({ method: 'GET', target, headers })
    return { status: response.status, body: text(await collect(response.body)) }
  }

  test('tells a client its address, over http and https', async () => {
    const answer = { status: 200, body: '203.0.113.7\n' }
    expect(await ask('checkip.amazonaws.com', 80)).toEqual(answer)
    expect(await ask('checkip.amazonaws.com', 443)).toEqual(answer)
  })

  test('has the lesson’s repository at its address', async () => {
    const refs = '/learn/hello-express.git/info/refs?service=git-upload-pack'
    expect((await ask('git.sandcloud.test', 443, refs)).body).toContain('refs/heads/main')
  })

  test('survives paths that mean mischief', async () => {
    for (const target of [
      '/__proto__',
      '/%2e%2e/secret',
      '/express/-/../index.json',
      '/%',
      '/constructor/-/x.tgz',
    ])
      expect((await ask('registry.sandcloud.test', 443, target)).status).toBe(404)
  })
})
