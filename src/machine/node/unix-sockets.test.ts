import { beforeAll, expect, test } from 'vitest'
import type { IsolateProvider } from '../isolate.ts'
import { builtNodeIsolates } from '../testing/node-runtime.ts'
import { NodeMachine } from './testing/node-machine.ts'

let isolates: IsolateProvider
beforeAll(() => {
  isolates = builtNodeIsolates()
}, 60_000)

const server = `
const net = require('net')
const server = net.createServer((socket) => socket.on('data', (data) => socket.end(String(data).toUpperCase())))
server.on('error', (error) => console.log(error.message))
server.listen('/tmp/app.sock', () => console.log('listening on', server.address()))
process.on('SIGTERM', () => server.close(() => process.exit(0)))
`
const client = `
const socket = require('net').connect('/tmp/app.sock', () => socket.write('hello'))
socket.on('data', (data) => console.log(String(data)))
socket.on('error', (error) => console.log(error.message))
`

test('Node listens on a Unix socket, answers there, and takes the file away when it closes', async () => {
  const machine = await NodeMachine.start(isolates, { 'server.js': server, 'client.js': client })
  const running = await machine.node(['server.js'])
  await machine.printed(running, 'listening on /tmp/app.sock')
  const { init } = machine.kernel
  await expect.poll(async () => (await init.process.stat('/tmp/app.sock')).type).toBe('socket')
  expect((await machine.run(['client.js'])).stdout).toBe('HELLO\n')
  expect((await machine.run(['server.js'])).stdout).toBe('listen EADDRINUSE: address already in use /tmp/app.sock\n') // prettier-ignore

  machine.signal(running, 'SIGTERM')
  expect((await running.result).status).toBe(0)
  expect((await machine.run(['client.js'])).stdout).toBe('connect ENOENT /tmp/app.sock\n')
})

test('a socket file whose server was killed refuses, as Node says it', async () => {
  const machine = await NodeMachine.start(isolates, { 'server.js': server, 'client.js': client })
  const running = await machine.node(['server.js'])
  await machine.printed(running, 'listening on /tmp/app.sock')
  machine.signal(running, 'SIGKILL')
  await running.result
  expect((await machine.run(['client.js'])).stdout).toBe('connect ECONNREFUSED /tmp/app.sock\n')
})

test('a port below 1024 is refused to others than root in Node’s words', async () => {
  const machine = await NodeMachine.start(isolates, {
    'low.js': "require('http').createServer().listen(80).on('error', (error) => console.log(error.message))",
  })
  expect((await machine.run(['low.js'])).stdout).toBe('listen EACCES: permission denied 0.0.0.0:80\n')
})
