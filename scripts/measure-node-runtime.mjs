// Boots the Node runtime where it will live: a blob Worker in a sandboxed frame without an origin, under the
// frame's real policy, in Chromium. Serves Express 5 there and prints what it took.
//   node scripts/measure-node-runtime.mjs
import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { chromium } from '@playwright/test'
import { buildNodeRuntime } from './build-node-runtime.mjs'
import { ensureChromium } from './chromium.mjs'

const root = new URL('../', import.meta.url)
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob: data:; worker-src blob: data:; connect-src 'none'"

const app = `
const express = require('express')
express().get('/hello', (request, response) => response.json({ hello: 'world' })).listen(3000, () => console.log('listening'))
fetch('http://127.0.0.1:8/').catch((error) => console.log('fetch', error.cause?.code))
`

/** A small image: /app with Express and what it depends on. */
function image() {
  const entries = []
  const parts = []
  let length = 0
  const add = (parent, name, type, bytes) => {
    const size = bytes?.length ?? 4096
    entries.push({
      parent, name, type, dev: 1, ino: entries.length + 2, mode: type === 'file' ? 0o644 : 0o755, uid: 1000, gid: 1000,
      nlink: 1, size, blocks: 8, rdev: 0, atime: 0, mtime: 0, ctime: 0, birthtime: 0, ...(bytes && { content: length }),
    }) // prettier-ignore
    if (bytes) {
      parts.push(bytes)
      length += bytes.length
    }
    return entries.length - 1
  }
  add(0, '', 'directory')
  const home = add(0, 'app', 'directory')
  add(home, 'server.js', 'file', Buffer.from(app))
  const modules = add(home, 'node_modules', 'directory')
  const seen = new Set()
  const addFolder = (url, parent, name) => {
    const index = add(parent, name, 'directory')
    for (const entry of readdirSync(url, { withFileTypes: true })) {
      const inner = new URL(entry.isDirectory() ? `${entry.name}/` : entry.name, url)
      if (entry.isDirectory()) addFolder(inner, index, entry.name)
      else if (entry.isFile()) add(index, entry.name, 'file', readFileSync(inner))
    }
  }
  const addPackage = (name) => {
    if (seen.has(name)) return
    seen.add(name)
    const url = new URL(`node_modules/${name}/`, root)
    addFolder(url, modules, name)
    const { dependencies = {} } = JSON.parse(readFileSync(new URL('package.json', url), 'utf8'))
    for (const dependency of Object.keys(dependencies)) addPackage(dependency)
  }
  addPackage('express')
  return { entries, contents: Buffer.concat(parts) }
}

await buildNodeRuntime()
const { entries, contents } = image()
const frame = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script>
addEventListener('message', ({ data, ports }) => {
  const worker = new Worker(URL.createObjectURL(new Blob([data], { type: 'text/javascript' })))
  worker.onerror = (event) => parent.postMessage('worker error: ' + event.message, '*')
  worker.postMessage({ type: 'port', port: ports[0] }, [ports[0]])
})
parent.postMessage('frame', '*')
</script>`

/** What the framed code asked the network for: nothing, if its policy holds. */
const escaped = []
const server = createServer((request, response) => {
  if (request.url === '/runtime.js')
    response.end(readFileSync(new URL('.build/node-runtime/node-runtime.js', root)))
  else if (request.url === '/entries') response.end(JSON.stringify(entries))
  else if (request.url === '/contents') response.end(contents)
  else if (request.url === '/')
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>measure</title>')
  else if (request.url === '/favicon.ico') response.end()
  else escaped.push(request.url)
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}/`

const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
})
try {
  const page = await browser.newPage()
  page.on('crash', () => console.log('the page crashed'))
  page.on('pageerror', (error) => console.log('page error', error))
  await page.goto(address)
  const result = await page.evaluate(measureInPage, { frame })
  console.log(result)
  if (result.errors.length > 0) process.exitCode = 1
} finally {
  await browser.close()
  server.close()
}
console.log({ escaped, files: entries.length, bytes: contents.length })
if (escaped.length > 0) process.exitCode = 1

/** Runs in the page, which plays the kernel. */
async function measureInPage({ frame }) {
  const [script, entries, contents] = await Promise.all([
    fetch('/runtime.js').then((response) => response.text()),
    fetch('/entries').then((response) => response.json()),
    fetch('/contents').then((response) => response.arrayBuffer()),
  ])
  const errors = []
  const iframe = document.createElement('iframe')
  iframe.sandbox = 'allow-scripts'
  const framed = new Promise((resolve) =>
    addEventListener('message', ({ data }) => (data === 'frame' ? resolve() : errors.push(data))),
  )
  iframe.srcdoc = frame
  document.body.append(iframe)
  await framed

  async function process(argv) {
    const { port1: port, port2 } = new MessageChannel()
    const begun = performance.now()
    iframe.contentWindow.postMessage(script, '*', [port2])
    const output = []
    const times = {}
    let listener
    let nextStream = -1
    const waiting = new Map()
    const when = (name) => new Promise((resolve) => waiting.set(name, resolve))
    const reached = (name) => {
      times[name] = Math.round(performance.now() - begun)
      waiting.get(name)?.()
    }
    const answers = new Map()
    port.onmessage = ({ data: message }) => {
      if (message.type === 'ready') {
        reached('ready')
        const files = { entries, contents: new Uint8Array(contents.slice(0)), room: {} }
        const rest = {
          umask: 18,
          uid: 1000,
          gid: 1000,
          groups: [],
          pid: 9,
          ppid: 1,
          nextPid: 10,
          hostname: 'h',
          kernel: '6',
          clockOffset: 0,
        }
        port.postMessage(
          {
            type: 'boot',
            argv,
            execPath: '/usr/bin/node',
            env: {},
            cwd: '/app',
            ...rest,
            uptime: 0,
            memory: { total: 1e9, free: 1e9 },
            processors: 2,
            address: '10.0.0.1',
            stdio: [{ kind: 'closed' }, { kind: 'pipe' }, { kind: 'pipe' }],
            files,
            ports: [],
          },
          [files.contents.buffer],
        )
      } else if (message.type === 'write') {
        const text = new TextDecoder().decode(message.bytes)
        port.postMessage({ type: 'taken', stream: message.stream, bytes: message.bytes.length })
        if (message.stream >= 0) output.push(text)
        else answers.get(message.stream)?.(text)
      } else if (message.type === 'listen') {
        listener = message.listener
        reached('listening')
      } else if (message.type === 'look') port.postMessage({ type: 'file-answer', request: message.request })
      else if (message.type === 'connect')
        port.postMessage({ type: 'error', stream: message.stream, code: 'ECONNREFUSED' })
      else if (message.type === 'exit') reached('exit')
    }
    /** A keep-alive connection: returns a function that asks once. */
    const connect = () => {
      const stream = nextStream--
      const place = { address: '10.0.0.1', port: 3000 }
      port.postMessage({ type: 'connection', listener, stream, local: place, remote: place })
      const request = new TextEncoder().encode('GET /hello HTTP/1.1\r\nHost: x\r\n\r\n')
      return () =>
        new Promise((resolve) => {
          answers.set(stream, resolve)
          port.postMessage({ type: 'data', stream, bytes: request.slice() })
        })
    }
    return { when, times, output, connect }
  }

  const version = await process(['node', '-p', 'process.version + typeof self + typeof crypto.subtle'])
  await version.when('exit')
  const runs = []
  let express
  for (let run = 0; run < 4; run++) {
    express = await process(['node', 'server.js'])
    express.when('exit').then(() => errors.push(`it exited:\n${express.output.join('')}`))
    await express.when('listening')
    runs.push(express.times)
  }
  const answer = await express.connect()()
  const begun = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const ask = express.connect()
      while (performance.now() - begun < 3000) {
        await ask()
        count++
      }
    }),
  )
  const perSecond = Math.round(count / ((performance.now() - begun) / 1000))
  return { browser: navigator.userAgent, scriptBytes: script.length, hello: { ...version.times, output: version.output.join('') }, runs, answer: answer.slice(0, 15), output: express.output.join(''), perSecond, errors } // prettier-ignore
}
