import { beforeEach, describe, expect, test } from 'vitest'
import { TestInternet, runProgram, startProgram, testKernel } from '../../testing/index.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { openTerminal } from '../testing/terminal.ts'
import { nc, ncat } from './nc.ts'
import { telnet } from './telnet.ts'

let internet: TestInternet
let kernel: Kernel
beforeEach(async () => {
  internet = new TestInternet()
  kernel = await testKernel({
    hardware: { network: internet.plug('172.31.0.10') },
    programs: { telnet: async () => telnet },
  })
})

const run = (args: string[], stdin = '', program = ncat) =>
  runProgram(program, { kernel, argv: ['nc', ...args], stdin })
const serve = async (args: string[], stdin = '') => {
  const started = await startProgram(nc, { kernel, argv: ['nc', '-l', ...args], stdin })
  await expect.poll(() => kernel.system.sockets().length).toBeGreaterThan(0)
  return started
}

describe('nc', () => {
  test('carries what one says to the other, both ways', async () => {
    const server = await serve(['3000'], 'from the server\n')
    expect((await run(['127.0.0.1', '3000'], 'from the client\n')).stdout).toBe('from the server\n')
    expect((await server.result).stdout).toBe('from the client\n')
  })

  test('-zv tells in Ncat’s words whether a port is open', async () => {
    await serve(['-k', '3000'])
    expect((await run(['-zv', '127.0.0.1', '3000'])).stderr).toMatch(
      /^Ncat: Version 7\.93 \( https:\/\/nmap\.org\/ncat \)\nNcat: Connected to 127\.0\.0\.1:3000\.\nNcat: 0 bytes sent, 0 bytes received in \d\.\d\d seconds\.\n$/,
    )
    expect(await run(['-zv', '127.0.0.1', '3001'])).toMatchObject({
      status: 1,
      stderr: 'Ncat: Version 7.93 ( https://nmap.org/ncat )\nNcat: Connection refused.\n',
    })
    internet.verdict = () => 'dropped'
    expect(await run(['-z', '-w', '0.02', '203.0.113.9', '22'])).toMatchObject({
      status: 1,
      stderr: 'Ncat: TIMEOUT.\n',
    })
    expect(await run(['nowhere.test', '80'])).toMatchObject({ status: 2 })
  })

  test('-zv in the words of OpenBSD’s nc, which Debian and Ubuntu have', async () => {
    await serve(['-k', '3000'])
    const probe = async (port: string) => (await run(['-zv', '127.0.0.1', port], '', nc)).stderr
    expect(await probe('3000')).toBe('Connection to 127.0.0.1 3000 port [tcp/*] succeeded!\n')
    expect(await probe('3001')).toBe('nc: connect to 127.0.0.1 port 3001 (tcp) failed: Connection refused\n')
  })

  test('-k goes on listening after the first', async () => {
    const { stdout } = await serve(['-k', '3000'])
    await run(['--send-only', '127.0.0.1', '3000'], 'one\n')
    await run(['--send-only', '127.0.0.1', '3000'], 'two\n')
    await expect.poll(() => stdout.text).toBe('one\ntwo\n')
  })

  test('-u speaks UDP, -U a Unix socket', async () => {
    const udp = await serve(['-u', '5000'])
    await run(['-u', '--send-only', '127.0.0.1', '5000'], 'packet\n')
    await expect.poll(() => udp.stdout.text).toBe('packet\n')
    const unix = await startProgram(nc, { kernel, argv: ['nc', '-lU', '/tmp/s'], stdin: '' })
    await expect.poll(() => kernel.system.sockets().some(({ family }) => family === 'unix')).toBe(true)
    await run(['-U', '/tmp/s'], 'local\n')
    expect((await unix.result).stdout).toBe('local\n')
  })

  test('a port that is taken', async () => {
    await serve(['3000'])
    expect(await run(['-l', '3000'])).toMatchObject({
      status: 2,
      stderr: 'Ncat: bind to 0.0.0.0:3000: Address already in use. QUITTING.\n',
    })
  })
})

test('telnet tells of a port that answers and one that does not', async () => {
  await startProgram(
    async (proc) => {
      const { fd } = await proc.accept(await proc.listen({ address: '0.0.0.0', port: 3000 }))
      await proc.write(fd, 'hello\r\n')
      await proc.read(fd)
      return 0
    },
    { kernel },
  )
  await expect.poll(() => kernel.system.sockets().length).toBe(1)
  const terminal = await openTerminal(kernel, ['telnet', '127.0.0.1', '3000'], { uid: 1000 })
  await terminal.until("Connected to 127.0.0.1.\nEscape character is '^]'.\nhello")
  await terminal.type('\x1d\r')
  await terminal.until('telnet> ')
  await terminal.type('quit\r')
  await terminal.until('Connection closed.')
  const refused = await runProgram(telnet, { kernel, argv: ['telnet', '127.0.0.1', '81'] })
  expect(refused).toMatchObject({ status: 1, stdout: 'Trying 127.0.0.1...\n', stderr: 'telnet: connect to address 127.0.0.1: Connection refused\n' }) // prettier-ignore
})
