import { describe, expect, test } from 'vitest'
import { isErrno } from '../../errno.ts'
import { runProgram, startProgram, testKernel, TestInternet } from '../../testing/index.ts'
import type { Process } from '../process.ts'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const bytes = (of: string): Uint8Array => new TextEncoder().encode(of)
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (isErrno(error) ? error.code : String(error)),
  )

/** Runs it as ec2-user and gives what it wrote. */
const said = async (program: (proc: Process, say: (what: unknown) => Promise<void>) => Promise<void>) => {
  const { stdout, stderr } = await runProgram(
    async (proc) => {
      await program(proc, (what) => proc.stdout.write(`${String(what)} `))
      return 0
    },
    { uid: 1000 },
  )
  return `${stdout.trimEnd()}${stderr}`
}

describe('a Unix socket', () => {
  test('is a file of its own type, and carries bytes both ways to whoever may write to it', async () => {
    const output = await said(async (proc, say) => {
      const listener = await proc.listenUnix('/tmp/app.sock')
      const { type, mode } = await proc.stat('/tmp/app.sock')
      await say(`${type} ${mode.toString(8)}`)
      const near = await proc.connectUnix('app.sock')
      const { fd: far } = await proc.accept(listener)
      await proc.write(near, 'question')
      await say(text(await proc.read(far)))
      await proc.write(far, 'answer')
      proc.shutdown(far)
      await say(text(await proc.read(near)))
      await say((await proc.read(near)).length)
      await proc.chmod('/tmp/app.sock', 0o500)
      await say(await codeOf(proc.connectUnix('/tmp/app.sock')))
      await say(await codeOf(proc.open('/tmp/app.sock', { read: true })))
    })
    expect(output).toBe('socket 755 question answer 0 EACCES ENXIO')
  })

  test('refuses once its listener has died, and its name stays taken until it is removed', async () => {
    const output = await said(async (proc, say) => {
      const child = await proc.fork(async (own) => {
        await own.listenUnix('/tmp/app.sock')
        return 0
      })
      await proc.wait(child)
      await say(await codeOf(proc.connectUnix('/tmp/app.sock')))
      await say(await codeOf(proc.listenUnix('/tmp/app.sock')))
      await proc.unlink('/tmp/app.sock')
      await say(await codeOf(proc.listenUnix('/tmp/app.sock')))
      await say(await codeOf(proc.connectUnix('/tmp/nobody.sock')))
      await proc.writeFile('/tmp/plain', '')
      await say(await codeOf(proc.connectUnix('/tmp/plain')))
      await say(await codeOf(proc.listenUnix(`/tmp/${'x'.repeat(120)}`)))
    })
    expect(output).toBe('ECONNREFUSED EADDRINUSE ok ENOENT ECONNREFUSED EINVAL')
  })

  test('shows among the sockets with who holds it', async () => {
    const output = await said(async (proc, say) => {
      const fd = await proc.listenUnix('/tmp/app.sock', 7)
      const [socket] = proc.system.sockets()
      const { family, state, local, sendQueue, users } = socket!
      await say(`${family} ${state} ${local.address} ${sendQueue} ${users[0]!.fd === fd}`)
    })
    expect(output).toBe('unix LISTEN /tmp/app.sock 7 true')
  })
})

describe('UDP', () => {
  test('keeps packets apart, and tells who sent them', async () => {
    const output = await said(async (proc, say) => {
      const server = await proc.openDatagram({ address: '127.0.0.1', port: 5353 })
      const client = await proc.openDatagram({}, { address: '127.0.0.1', port: 5353 })
      await proc.write(client, 'one')
      await proc.write(client, 'two')
      const first = await proc.receiveFrom(server)
      await say(text(first.data))
      await say(text((await proc.receiveFrom(server)).data))
      await proc.sendTo(server, bytes('back'), first.from)
      await say(text(await proc.read(client)))
    })
    expect(output).toBe('one two back')
  })

  test('tells a connected socket that nobody is there, and nobody else', async () => {
    const output = await said(async (proc, say) => {
      const connected = await proc.openDatagram({}, { address: '127.0.0.1', port: 9 })
      await proc.write(connected, 'x')
      await say(await codeOf(proc.read(connected)))
      const free = await proc.openDatagram()
      await say(await codeOf(proc.sendTo(free, bytes('x'), { address: '127.0.0.1', port: 9 })))
      await say(await codeOf(proc.write(free, 'x')))
      await say(await codeOf(proc.openDatagram({ port: 53 })))
      await say(await codeOf(proc.sendTo(free, new Uint8Array(70_000), { address: '127.0.0.1', port: 9 })))
    })
    expect(output).toBe('ECONNREFUSED ok EDESTADDRREQ EACCES EMSGSIZE')
  })

  test('crosses from one machine to another and back', async () => {
    const internet = new TestInternet()
    const server = await testKernel({ hardware: { network: internet.plug('172.31.0.10') } })
    const client = await testKernel({ hardware: { network: internet.plug('172.31.0.20') } })
    const echo = await startProgram(
      async (proc) => {
        const fd = await proc.openDatagram({ port: 7000 })
        await proc.stdout.write('ready')
        const { data, from } = await proc.receiveFrom(fd)
        await proc.sendTo(fd, bytes(text(data).toUpperCase()), from)
        return 0
      },
      { kernel: server },
    )
    await expect.poll(() => echo.stdout.text).toBe('ready')
    const { stdout } = await runProgram(
      async (proc) => {
        const fd = await proc.openDatagram({}, { address: '172.31.0.10', port: 7000 })
        await proc.write(fd, 'hello')
        await proc.stdout.write(await proc.read(fd))
        return 0
      },
      { kernel: client },
    )
    expect(stdout).toBe('HELLO')
  })
})

describe('TCP', () => {
  test('takes :: for every address and ::1 for loopback', async () => {
    const output = await said(async (proc, say) => {
      const listener = await proc.listen({ address: '::', port: 3000 })
      await say(await codeOf(proc.listen({ address: '127.0.0.1', port: 3000 })))
      await proc.connect({ address: '::1', port: 3000 })
      const { remote } = await proc.accept(listener)
      await say(remote.address)
    })
    expect(output).toBe('EADDRINUSE 127.0.0.1')
  })

  test('lets connections wait up to the backlog, and the next one until there is room', async () => {
    const output = await said(async (proc, say) => {
      const listener = await proc.listen({ address: '127.0.0.1', port: 3000 }, 1)
      const connect = () => proc.connect({ address: '127.0.0.1', port: 3000 })
      await connect()
      await connect()
      await say(proc.system.sockets().find(({ state }) => state === 'LISTEN')!.receiveQueue)
      let done = false
      const third = connect().then(() => (done = true))
      await proc.sleep(5)
      await say(done)
      await proc.accept(listener)
      await third
      await say(done)
    })
    expect(output).toBe('2 false true')
  })

  test('half-closes: who has said all may still listen', async () => {
    const output = await said(async (proc, say) => {
      const listener = await proc.listen({ address: '127.0.0.1', port: 3000 })
      const near = await proc.connect({ address: '127.0.0.1', port: 3000 })
      const { fd: far } = await proc.accept(listener)
      const stateOf = (fd: number) =>
        proc.system.sockets().find(({ users }) => users.some((user) => user.fd === fd))!.state
      proc.shutdown(near)
      await say((await proc.read(far)).length)
      await say(`${stateOf(near)} ${stateOf(far)}`)
      await proc.write(far, 'still here')
      await say(text(await proc.read(near)))
    })
    expect(output).toBe('0 FIN-WAIT-2 CLOSE-WAIT still here')
  })

  test('resets when a process is killed with bytes unread', async () => {
    const output = await said(async (proc, say) => {
      const listener = await proc.listen({ address: '127.0.0.1', port: 3000 })
      const child = await proc.fork(async (own) => {
        await own.read(await own.connect({ address: '127.0.0.1', port: 3000 }), 1)
        await own.sleep(60_000)
        return 0
      })
      const { fd } = await proc.accept(listener)
      await proc.write(fd, 'more than one byte')
      await proc.sleep(5)
      await proc.kill(child, 'SIGKILL')
      await proc.wait(child)
      await say(await codeOf(proc.read(fd)))
    })
    expect(output).toBe('ECONNRESET')
  })

  test('shows a connection that is still waiting for its answer', async () => {
    const internet = new TestInternet()
    internet.verdict = () => 'dropped'
    const kernel = await testKernel({ hardware: { network: internet.plug('172.31.0.10') } })
    const { task } = await startProgram(
      async (proc) => {
        await proc.connect({ address: '203.0.113.9', port: 22 })
        return 0
      },
      { kernel },
    )
    await expect.poll(() => kernel.system.sockets()[0]?.state).toBe('SYN-SENT')
    await kernel.init.process.kill(task.pid, 'SIGKILL')
    await expect.poll(() => kernel.system.sockets()).toEqual([])
  })

  test('stands in /proc/net/tcp', async () => {
    const output = await said(async (proc, say) => {
      await proc.listen({ address: '127.0.0.1', port: 3000 })
      const [, line] = (await proc.readText('/proc/net/tcp')).split('\n')
      await say(line!.trim().split(/ +/).slice(0, 4).join(' '))
    })
    expect(output).toBe('0: 0100007F:0BB8 00000000:0000 0A')
  })
})

test('ping reaches oneself, a neighbour, and nobody', async () => {
  const internet = new TestInternet()
  const kernel = await testKernel({ hardware: { network: internet.plug('172.31.0.10') } })
  await testKernel({ hardware: { network: internet.plug('172.31.0.20') } })
  const { stdout } = await runProgram(
    async (proc) => {
      for (const to of ['127.0.0.1', '172.31.0.20', '172.31.0.99']) {
        const answer = await proc.probe({ to, protocol: 'icmp', ttl: 64 })
        await proc.stdout.write(`${answer?.kind ?? 'nothing'} `)
      }
      return 0
    },
    { kernel },
  )
  expect(stdout).toBe('reply reply nothing ')
})
