import { beforeAll, describe, expect, test } from 'vitest'
import type { IsolateProvider } from '../isolate.ts'
import type { Process } from '../kernel/process.ts'
import { builtNodeIsolates } from '../testing/node-runtime.ts'
import type { TestFile } from '../testing/test-kernel.ts'
import { installedPackages } from './testing/installed-packages.ts'
import { NodeMachine } from './testing/node-machine.ts'

let isolates: IsolateProvider
beforeAll(() => {
  isolates = builtNodeIsolates()
}, 60_000)

const machine = (files: Record<string, TestFile> = {}, programs = {}) =>
  NodeMachine.start(isolates, files, programs)

describe('the command', () => {
  test('node --version says which Node it really is', async () => {
    expect(await (await machine()).run(['--version'])).toMatchObject({ status: 0, stdout: 'v24.21.0\n' })
  })

  test('node -p prints what an expression gives, as Node prints it', async () => {
    const { stdout } = await (
      await machine()
    ).run(['-p', '[1, { a: new Map([["b", process.platform]]) }, Buffer.from("hi")]'])
    expect(stdout).toBe("[ 1, { a: Map(1) { 'b' => 'linux' } }, <Buffer 68 69> ]\n")
  })

  test('a program on standard input runs', async () => {
    const { stdout } = await (await machine()).run([], { stdin: 'console.log("from", 1 + 1)' })
    expect(stdout).toBe('from 2\n')
  })

  test('standard input arrives as a stream, and its end ends the process', async () => {
    const script =
      'let n = 0; process.stdin.on("data", (d) => (n += d.length)).on("end", () => console.log(n))'
    const { stdout } = await (await machine()).run(['-e', script], { stdin: 'x'.repeat(200_000) })
    expect(stdout).toBe('200000\n')
  })

  test('an unknown option is refused with status 9', async () => {
    expect(await (await machine()).run(['--nonsense'])).toMatchObject({
      status: 9,
      stderr: expect.stringContaining('bad option: --nonsense') as string,
    })
  })

  test('nothing of a browser is left on the global object', async () => {
    const names = [
      'self',
      'window',
      'document',
      'importScripts',
      'postMessage',
      'WorkerGlobalScope',
      'indexedDB',
      'location',
    ]
    const { stdout } = await (
      await machine()
    ).run(['-p', `${JSON.stringify(names)}.filter((name) => name in globalThis).length`])
    expect(stdout).toBe('0\n')
  })
})

describe('errors', () => {
  test('an uncaught exception prints its line, its stack and the version, and exits with 1', async () => {
    const box = await machine({ 'a.js': 'function f() {\n  if (true) throw new Error("in f")\n}\nf()\n' })
    const { status, stderr } = await box.run(['a.js'])
    expect(status).toBe(1)
    // The V8 of older Nodes, which may run this test, names the methods of functions in another way.
    const names = stderr
      .replace(/at (?:Object\.)?Module\._ext\S+/, 'at Object..js')
      .replace(/at Function\.(?=\w+ \[as)/, 'at Module.')
    expect(names).toBe(
      `/home/ec2-user/a.js:2
  if (true) throw new Error("in f")
            ^

Error: in f
    at f (/home/ec2-user/a.js:2:19)
    at Object.<anonymous> (/home/ec2-user/a.js:4:1)
    at Module._compile (node:internal/modules/cjs/loader:1929:14)
    at Object..js (node:internal/modules/cjs/loader:2060:10)
    at Module.load (node:internal/modules/cjs/loader:1651:32)
    at Module._load (node:internal/modules/cjs/loader:1443:12)
    at wrapModuleLoad (node:internal/modules/cjs/loader:261:19)
    at Module.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:154:5)
    at node:internal/main/run_main_module:33:47

Node.js v24.21.0
`,
    )
  })

  test('a syntax error shows where', async () => {
    const { stderr } = await (await machine({ 'a.js': 'const y = {\n  a: 1,,\n}\n' })).run(['a.js'])
    expect(stderr).toContain(
      "/home/ec2-user/a.js:2\n  a: 1,,\n       ^\n\nSyntaxError: Unexpected token ','\n    at wrapSafe",
    )
  })

  test('a rejection that nobody handles ends the process', async () => {
    const { status, stderr } = await (await machine()).run(['-e', 'Promise.reject(new TypeError("no"))'])
    expect(status).toBe(1)
    expect(stderr).toContain(
      '[eval]:1\nPromise.reject(new TypeError("no"))\n               ^\n\nTypeError: no\n    at [eval]:1:16',
    )
  })

  test('what cannot be done in a thread says why', async () => {
    const attempts = [
      'require("child_process").execSync("ls")',
      'new (require("worker_threads").Worker)("./x.js")',
      'require("vm").createContext({})',
      'crypto.createSign("sha256")',
    ]
    const script = attempts
      .map((code) => `try { ${code} } catch (error) { console.log(error.message) }`)
      .join(';')
    const { stdout } = await (await machine()).run(['-e', script])
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(/execSync.* is not available: a browser thread cannot wait/)
    expect(lines[1]).toMatch(/worker_threads are not available/)
    expect(lines[2]).toMatch(/vm contexts are not available/)
    expect(lines[3]).toMatch(/createSign is not available/)
  })
})

describe('the event loop', () => {
  test('ticks, promises, timers and immediates take their turns as in Node', async () => {
    const script = `
      const say = (text) => console.log(text)
      setTimeout(() => { say('t1'); Promise.resolve().then(() => say('t1 promise')); process.nextTick(() => say('t1 tick')) }, 1)
      setTimeout(() => say('t2'), 1)
      process.nextTick(() => say('tick'))
      Promise.resolve().then(() => {
        say('promise')
        process.nextTick(() => say('tick of promise'))
        Promise.resolve().then(() => say('promise of promise'))
      })
      say('script')`
    const { stdout } = await (await machine()).run(['-e', script])
    expect(stdout.trimEnd().split('\n')).toEqual([
      'script', 'tick', 'promise', 'promise of promise', 'tick of promise', 't1', 't1 tick', 't1 promise', 't2',
    ]) // prettier-ignore
  })

  test('the process ends when nothing is left to do, with the code that was set', async () => {
    const script =
      'process.on("exit", (code) => console.log("bye", code)); setTimeout(() => { process.exitCode = 3 }, 5); setInterval(() => {}, 1000).unref()'
    expect(await (await machine()).run(['-e', script])).toMatchObject({ status: 3, stdout: 'bye 3\n' })
  })

  test('nothing runs after process.exit()', async () => {
    const { status, stdout } = await (
      await machine()
    ).run(['-e', 'try { process.exit(4) } finally { console.log("never") }'])
    expect([status, stdout]).toEqual([4, ''])
  })
})

describe('modules', () => {
  test('ES modules import each other, CommonJS and builtins, with live bindings and top-level await', async () => {
    const box = await machine({
      'package.json': '{"type":"module"}',
      'main.js': `
        import fs, { existsSync as there } from 'node:fs'
        import old, { named } from './old.cjs'
        import { count, grow } from './counter.js'
        import * as all from './counter.js'
        const late = await import('./late.js')
        grow()
        const { url } = import.meta
        console.log(count, all.count, old.named === named, late.default(), there(new URL(url)), fs.existsSync === there)
        console.log(all, import.meta.filename, typeof require, this)`,
      'counter.js': 'export let count = 1\nexport function grow() { count++ }\nexport default class {}',
      'late.js': 'import { a } from "./cycle.js"\nexport const b = 2\nexport default () => a()',
      'cycle.js': 'import { b } from "./late.js"\nexport function a() { return b * 21 }',
      'old.cjs': 'exports.named = "n"; exports.other = import("./counter.js")',
    })
    const { stdout, stderr } = await box.run(['main.js'])
    expect(stderr).toBe('')
    expect(stdout).toBe(
      '2 2 true 42 true true\n[Module: null prototype] {\n  count: 2,\n  default: [class default],\n  grow: [Function: grow]\n} /home/ec2-user/main.js undefined undefined\n',
    )
  })

  test('an import that does not exist is named', async () => {
    const { status, stderr } = await (
      await machine({ 'a.mjs': "import { nope } from './b.mjs'", 'b.mjs': '' })
    ).run(['a.mjs'])
    expect(status).toBe(1)
    expect(stderr).toContain(
      "SyntaxError: The requested module './b.mjs' does not provide an export named 'nope'",
    )
    expect(stderr).toContain("file:///home/ec2-user/a.mjs:1\nimport { nope } from './b.mjs'\n         ^^^^")
  })
})

describe('files', () => {
  test('writes reach the machine in their order, before what is printed afterwards', async () => {
    const box = await machine()
    const script = `
      const fs = require('fs')
      fs.mkdirSync('d/e', { recursive: true })
      fs.writeFileSync('d/a', 'one')
      fs.appendFileSync('d/a', ' two')
      fs.renameSync('d/a', 'd/e/b')
      const fd = fs.openSync('d/e/b', 'r+'); fs.writeSync(fd, 'ONE', 0); fs.ftruncateSync(fd, 5); fs.closeSync(fd)
      fs.symlinkSync('e/b', 'd/link'); fs.chmodSync('d/e/b', 0o600)
      console.log(fs.readFileSync('d/link', 'utf8'), fs.statSync('d/link').mode.toString(8))
      setInterval(() => {}, 1000)`
    const started = await box.node(['-e', script])
    await box.printed(started, 'ONE t 100600')
    const { process } = box.kernel.init
    expect(await process.readText('/home/ec2-user/d/link')).toBe('ONE t')
    expect(await process.stat('/home/ec2-user/d/e/b')).toMatchObject({ mode: 0o600, uid: 1000, size: 5 })
    box.signal(started, 'SIGKILL')
  })

  test("permissions, exclusive creation and missing files fail with Node's own errors", async () => {
    const box = await machine({ '/etc/secret': { content: 'x', mode: 0o600 } })
    const script = `
      const fs = require('fs')
      const attempt = (run) => { try { run() } catch (error) { console.log(error.message) } }
      attempt(() => fs.readFileSync('/etc/secret'))
      attempt(() => fs.writeFileSync('/etc/new', ''))
      attempt(() => fs.readFileSync('/nope/x'))
      fs.writeFileSync('once', ''); attempt(() => fs.writeFileSync('once', '', { flag: 'wx' }))
      attempt(() => fs.rmdirSync('/home')); attempt(() => fs.readdirSync('once'))
      fs.promises.readFile('/nope').catch((error) => console.log(error.message))`
    const { stdout } = await box.run(['-e', script])
    expect(stdout.trimEnd().split('\n')).toEqual([
      "EACCES: permission denied, open '/etc/secret'",
      "EACCES: permission denied, open '/etc/new'",
      "ENOENT: no such file or directory, open '/nope/x'",
      "EEXIST: file already exists, open 'once'",
      "ENOTEMPTY: directory not empty, rmdir '/home'",
      "ENOTDIR: not a directory, scandir 'once'",
      "ENOENT: no such file or directory, open '/nope'",
    ])
  })

  test('what another process writes is seen by the next asynchronous call, and by fs.watch', async () => {
    const box = await machine({ 'seen.txt': 'before' })
    const script = `
      const fs = require('fs')
      const watcher = fs.watch('.', (event, name) => {
        if (name !== 'new.txt') return
        watcher.close()
        fs.readFile('seen.txt', 'utf8', (error, text) => console.log(event, name, text, fs.readFileSync('seen.txt', 'utf8')))
      })
      console.log(fs.readFileSync('seen.txt', 'utf8'))`
    const started = await box.node(['-e', script])
    await box.printed(started, 'before')
    await box.kernel.init.process.writeFile('/home/ec2-user/new.txt', '')
    await box.kernel.init.process.writeFile('/home/ec2-user/seen.txt', 'afterwards')
    expect((await started.result).stdout).toBe('before\nrename new.txt afterwards afterwards\n')
  })

  test('streams and promises copy a big file', async () => {
    const box = await machine({ big: 'x'.repeat(3_000_000) })
    const script = `
      const fs = require('fs'), { pipeline } = require('stream/promises'), zlib = require('zlib')
      ;(async () => {
        await pipeline(fs.createReadStream('big'), zlib.createGzip(), zlib.createGunzip(), fs.createWriteStream('copy'))
        await fs.promises.copyFile('copy', 'again')
        console.log((await fs.promises.stat('again')).size, (await fs.promises.readdir('.')).join())
      })()`
    const { stdout, readText } = await box.run(['-e', script])
    expect(stdout).toBe('3000000 again,big,copy\n')
    expect((await readText('/home/ec2-user/again')).length).toBe(3_000_000)
  })
})

describe('signals', () => {
  test('SIGINT ends a program that does not catch it, even in an endless loop', async () => {
    const box = await machine()
    const started = await box.node(['-e', 'console.log("busy"); for (;;);'])
    await box.printed(started, 'busy')
    box.signal(started, 'SIGINT')
    expect(await started.result).toMatchObject({ status: 130, signal: 'SIGINT' })
  })

  test('a handler takes the signal instead', async () => {
    const box = await machine()
    const started = await box.node([
      '-e',
      'process.on("SIGTERM", (s) => { console.log("got", s); process.exit(7) }); setInterval(() => {}, 1000); console.log("up")',
    ])
    await box.printed(started, 'up')
    box.signal(started, 'SIGTERM')
    expect(await started.result).toMatchObject({ status: 7, stdout: 'up\ngot SIGTERM\n' })
  })
})

describe('children', () => {
  test('spawn runs another program with pipes, its environment and its status', async () => {
    const box = await machine(
      {},
      {
        shout: () =>
          Promise.resolve(async (proc: Process) => {
            await proc.stdout.write((await proc.stdin.text()).toUpperCase() + proc.env.get('MARK'))
            return 5
          }),
      },
    )
    const script = `
      const child = require('child_process').spawn('shout', [], { env: { PATH: '/usr/bin', MARK: '!' } })
      child.stdout.on('data', (data) => console.log(String(data)))
      child.on('close', (code) => console.log('closed', code))
      child.stdin.end('hello')
      require('child_process').spawn('nowhere').on('error', (error) => console.log(error.message))`
    const { stdout } = await box.run(['-e', script])
    expect(stdout.trimEnd().split('\n').sort()).toEqual(['HELLO!', 'closed 5', 'spawn nowhere ENOENT'])
  })
})

const expressApp = `
const express = require('express')
const app = express()
app.use(express.json())
app.use(express.static('public'))
app.get('/hello/:name', (request, response) => response.json({ hello: request.params.name, ip: request.ip }))
app.post('/echo', (request, response) => response.status(201).send(request.body))
app.get('/boom', () => { throw new Error('boom') })
app.listen(3000, () => console.log('Example app listening on port 3000'))
`

describe('servers', () => {
  const express = () =>
    machine({
      ...installedPackages('/home/ec2-user', ['express', 'ws']),
      'package.json': '{"name":"app"}',
      'server.js': expressApp,
      'public/index.html': '<h1>static</h1>',
    })

  test('Express 5 answers routes, JSON bodies, files and errors, and ^C ends it', async () => {
    const box = await express()
    const server = await box.node(['server.js'])
    await box.printed(server, 'Example app listening on port 3000\n')

    const hello = await box.fetch(3000, '/hello/you')
    expect([hello.status, hello.body]).toEqual([200, '{"hello":"you","ip":"::ffff:203.0.113.9"}'])
    expect(hello.headers.get('etag')).toMatch(/^W\/"/)
    const echo = await box.fetch(3000, '/echo', {
      method: 'POST',
      type: 'application/json',
      body: '{"a":[1,2]}',
    })
    expect([echo.status, echo.body]).toEqual([201, '{"a":[1,2]}'])
    const page = await box.fetch(3000, '/')
    expect([page.status, page.body, page.headers.get('content-type')]).toEqual([
      200,
      '<h1>static</h1>',
      'text/html; charset=utf-8',
    ])
    expect((await box.fetch(3000, '/boom')).body).toContain(
      'Error: boom<br> &nbsp; &nbsp;at /home/ec2-user/server.js:8:',
    )

    // Somebody edits the page while the server runs.
    await box.kernel.init.process.writeFile('/home/ec2-user/public/index.html', '<h1>edited</h1>')
    expect((await box.fetch(3000, '/')).body).toBe('<h1>edited</h1>')

    box.signal(server, 'SIGINT')
    expect(await server.result).toMatchObject({ status: 130 })
    await expect(box.fetch(3000, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('a second server on the port fails as Node fails', async () => {
    const box = await machine({
      'server.js': 'require("http").createServer().listen(3000, () => console.log("listening"))',
    })
    const first = await box.node(['server.js'])
    await box.printed(first, 'listening')
    const { status, stderr } = await box.run(['server.js'])
    expect(status).toBe(1)
    expect(stderr).toContain(
      `node:events:505
    throw er; // Unhandled 'error' event
    ^

Error: listen EADDRINUSE: address already in use :::3000
    at Server.setupListenHandle [as _listen2] (node:net:2328:16)
    at listenInCluster (node:net:2437:12)
    at Server.listen (node:net:2562:7)
    at Object.<anonymous> (/home/ec2-user/server.js:1:32)
    at Module._compile (node:internal/modules/cjs/loader:1929:14)
`,
    )
    expect(stderr).toContain(`
Emitted 'error' event on Server instance at:
    at emitErrorNT (node:net:2416:8)
    at process.processTicksAndRejections (node:internal/process/task_queues:90:21) {
  code: 'EADDRINUSE',
  errno: -98,
  syscall: 'listen',
  address: '::',
  port: 3000
}

Node.js v24.21.0
`)
    box.signal(first, 'SIGKILL')
  })

  test("a port below 1024 is root's", async () => {
    const { stderr } = await (await machine()).run(['-e', 'require("http").createServer().listen(80)'])
    expect(stderr).toContain('Error: listen EACCES: permission denied 0.0.0.0:80')
  })

  test("a WebSocket server and client talk over the machine's loopback", async () => {
    const box = await express()
    const script = `
      const { WebSocketServer, WebSocket } = require('ws')
      const server = new WebSocketServer({ port: 4000 }, () => {
        const client = new WebSocket('ws://localhost:4000')
        client.on('open', () => client.send('x'.repeat(100000)))
        client.on('message', (data) => { console.log(data.length, String(data).slice(0, 6)); client.close(); server.close() })
      })
      server.on('connection', (socket) => socket.on('message', (data) => socket.send('echo:' + data)))`
    expect(await box.run(['-e', script])).toMatchObject({ status: 0, stdout: '100005 echo:x\n' })
  })

  test('clients reach other machines by name: http.get and fetch', async () => {
    const box = await machine()
    box.internet.names.set('api.example.com', ['203.0.113.5'])
    const answer =
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{"n":42}'
    box.internet.serve('203.0.113.5', (stream) => {
      void stream.read().then(() => stream.write(new TextEncoder().encode(answer)))
    })
    const script = `
      require('http').get('http://api.example.com/', (response) => response.on('data', (data) => console.log(response.statusCode, String(data))))
      fetch('http://api.example.com/').then((response) => response.json()).then((json) => console.log(json))
      require('http').get('http://127.0.0.1:9/').on('error', (error) => console.log(error.message))
      require('dns').lookup('nowhere.example', (error) => console.log(error.message))`
    const { stdout } = await box.run(['-e', script])
    expect(stdout.trimEnd().split('\n').sort()).toEqual([
      '200 {"n":42}', 'connect ECONNREFUSED 127.0.0.1:9', 'getaddrinfo ENOTFOUND nowhere.example', '{ n: 42 }',
    ]) // prettier-ignore
  })
})
