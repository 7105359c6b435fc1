import { expect, test } from 'vitest'
import { isErrno } from '../errno.ts'
import { runProgram, startProgram, testKernel, TestInternet } from '../testing/index.ts'
import type { Process, Program } from './process.ts'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (isErrno(error) ? error.code : String(error)),
  )

/** Answers every connection with what it was told, in capitals. */
const shouter =
  (address: string, port: number): Program =>
  async (proc) => {
    const listener = await proc.listen({ address, port })
    for (;;) {
      const { fd } = await proc.accept(listener)
      await proc.write(fd, text(await proc.read(fd)).toUpperCase())
      await proc.close(fd)
    }
  }

const ask = async (proc: Process, address: string, port: number): Promise<string> => {
  const fd = await proc.connect({ address, port })
  await proc.write(fd, 'hello')
  const answer = text(await proc.read(fd))
  const end = await proc.read(fd)
  await proc.close(fd)
  return `${answer}${end.length}`
}

async function twoMachines() {
  const internet = new TestInternet()
  const server = await testKernel({ hardware: { network: internet.plug('172.31.0.10') } })
  const client = await testKernel({ hardware: { network: internet.plug('172.31.0.20') } })
  return { internet, server, client }
}

test('machines reach each other, but only what listens to the outside', async () => {
  const { server, client } = await twoMachines()
  await startProgram(shouter('0.0.0.0', 80), { kernel: server })
  await startProgram(shouter('127.0.0.1', 81), { kernel: server })
  const asking = async (proc: Process): Promise<number> => {
    for (const [address, port] of [
      ['172.31.0.10', 80],
      ['172.31.0.10', 81],
      ['127.0.0.1', 80],
      ['127.0.0.1', 81],
    ] as const)
      // prettier-ignore
      await proc.stdout.write(`${await ask(proc, address, port).catch((error) => error.code)} `)
    return 0
  }
  expect((await runProgram(asking, { kernel: client })).stdout).toBe(
    'HELLO0 ECONNREFUSED ECONNREFUSED ECONNREFUSED ',
  )
  expect((await runProgram(asking, { kernel: server })).stdout).toBe('HELLO0 ECONNREFUSED HELLO0 HELLO0 ')
})

test('a port is taken once, and free again when its listener has gone', async () => {
  const { stdout } = await runProgram(
    async (proc) => {
      const listen = (address: string, port: number): Promise<string> =>
        codeOf(proc.listen({ address, port }))
      const first = await proc.listen({ address: '127.0.0.1', port: 3000 })
      const codes = [
        await listen('0.0.0.0', 3000),
        await listen('127.0.0.1', 80),
        await listen('10.0.0.1', 3000),
      ]
      await proc.close(first)
      codes.push(await listen('0.0.0.0', 3000))
      await proc.stdout.write(codes.join(' '))
      return 0
    },
    { uid: 1000 },
  )
  expect(stdout).toBe('EADDRINUSE EACCES EADDRNOTAVAIL ok')
})

test('dropped packets wait until ^C gives up', async () => {
  const { internet, client } = await twoMachines()
  internet.verdict = () => 'dropped'
  const { task, result } = await startProgram(
    async (proc) => {
      await proc.connect({ address: '172.31.0.10', port: 22 })
      return 0
    },
    { kernel: client },
  )
  await client.init.process.sleep(5)
  await client.init.process.kill(task.pid, 'SIGINT')
  expect((await result).signal).toBe('SIGINT')
})

test('a read that a signal interrupts loses nothing', async () => {
  const { stdout } = await runProgram(async (proc) => {
    const listener = await proc.listen({ address: '127.0.0.1', port: 3000 })
    const pid = await proc.fork(async (child) => {
      const fd = await child.connect({ address: '127.0.0.1', port: 3000 })
      child.onSignal('SIGUSR1', () => undefined)
      const first = await codeOf(child.read(fd))
      await child.stdout.write(`${first} ${text(await child.read(fd))}`)
      return 0
    })
    const { fd } = await proc.accept(listener)
    await proc.sleep(2)
    await proc.kill(pid, 'SIGUSR1')
    await proc.write(fd, 'all of it')
    await proc.wait(pid)
    return 0
  })
  expect(stdout).toBe('EINTR all of it')
})

test('names come from /etc/hosts first, then from DNS', async () => {
  const internet = new TestInternet()
  internet.names.set('example.com', ['93.184.215.14'])
  const kernel = await testKernel({ hardware: { network: internet.plug('172.31.0.10') } })
  const { stdout } = await runProgram(
    async (proc) => {
      for (const name of ['localhost', 'example.com', '10.1.2.3', 'nowhere.invalid'])
        await proc.stdout.write(`${name}=${await proc.resolve(name)} `)
      return 0
    },
    { kernel },
  )
  expect(stdout).toBe('localhost=127.0.0.1 example.com=93.184.215.14 10.1.2.3=10.1.2.3 nowhere.invalid= ')
})
