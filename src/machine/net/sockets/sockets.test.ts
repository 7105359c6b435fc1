import { beforeEach, describe, expect, test } from 'vitest'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Program } from '../../kernel/process.ts'
import { runProgram, startProgram, testKernel } from '../../testing/index.ts'
import { lsof } from './lsof.ts'
import { netstat } from './netstat.ts'
import { ss } from './ss.ts'

let kernel: Kernel
let pid: number

/** node listening on every address, with a connection from the same machine; sshd as root beside it. */
beforeEach(async () => {
  kernel = await testKernel()
  const server: Program = async (proc) => {
    await proc.listen({ address: '::', port: 3000 }, 511)
    await proc.connect({ address: '127.0.0.1', port: 3000 })
    await proc.listenUnix('/tmp/app.sock', 5)
    await proc.sleep(60_000)
    return 0
  }
  const daemon: Program = async (proc) => {
    await proc.listen({ address: '0.0.0.0', port: 22 })
    await proc.openDatagram({ address: '127.0.0.1', port: 323 })
    await proc.sleep(60_000)
    return 0
  }
  await startProgram(daemon, { kernel, argv: ['sshd'] })
  pid = (await startProgram(server, { kernel, uid: 1000, argv: ['node', 'app.js'] })).task.pid
  await expect.poll(() => kernel.system.sockets().length).toBe(5)
})

const run = (program: Program, argv: string[], uid = 1000) => runProgram(program, { kernel, argv, uid })
const lines = async (program: Program, argv: string[], uid?: number) =>
  (await run(program, argv, uid)).stdout.split('\n').map((line) => line.replace(/ +/g, ' ').trim()).filter(Boolean) // prettier-ignore

describe('ss', () => {
  test('-tulnp shows what listens, and to its owner which process does', async () => {
    expect(await lines(ss, ['ss', '-tulnp'])).toEqual([
      'Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port Process',
      'udp UNCONN 0 0 127.0.0.1:323 0.0.0.0:*',
      'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*',
      `tcp LISTEN 1 511 *:3000 *:* users:(("node",pid=${pid},fd=3))`,
    ])
    expect((await lines(ss, ['ss', '-tlnp'], 0))[1]).toMatch(
      /^LISTEN 0 128 0\.0\.0\.0:22 0\.0\.0\.0:\* users:\(\("sshd",pid=\d+,fd=3\)\)$/,
    )
  })

  test('names services without -n, and shows connections without -l', async () => {
    expect((await lines(ss, ['ss', '-tl']))[1]).toBe('LISTEN 0 128 0.0.0.0:ssh 0.0.0.0:*')
    expect((await lines(ss, ['ss', '-tn']))[1]).toMatch(/^ESTAB 0 0 127\.0\.0\.1:\d+ 127\.0\.0\.1:3000$/)
    expect(await lines(ss, ['ss', '-xl'])).toEqual([
      'State Recv-Q Send-Q Local Address Port Peer Address Port Process',
      expect.stringMatching(/^LISTEN 0 5 \/tmp\/app\.sock \d+ \* 0$/),
    ])
  })

  test('takes filters', async () => {
    expect(await lines(ss, ['ss', '-Htan', 'state', 'listening', 'sport', '=', ':22'])).toHaveLength(1)
    expect(await lines(ss, ['ss', '-Htan', '( dport = :3000 or sport = :22 )'])).toHaveLength(2)
    expect(await run(ss, ['ss', 'sport', '=', ':nothing'])).toMatchObject({ status: 255 })
  })
})

test('netstat -tulnp in net-tools’ own columns', async () => {
  const { stdout, stderr } = await run(netstat, ['netstat', '-tulnp'])
  expect(stderr).toContain('(Not all processes could be identified')
  expect(stdout).toBe(`Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      -                   
tcp6       1      0 :::3000                 :::*                    LISTEN      ${`${pid}/node`.padEnd(20)}
udp        0      0 127.0.0.1:323           0.0.0.0:*                           -                   
`)
})

describe('lsof', () => {
  test('-i :3000 shows who has the port', async () => {
    expect(await lines(lsof, ['lsof', '-i', ':3000'])).toEqual([
      'COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME',
      expect.stringMatching(new RegExp(`^node ${pid} ec2-user 3u IPv6 \\d+ 0t0 TCP \\*:3000 \\(LISTEN\\)$`)),
      expect.stringMatching(/^node \d+ ec2-user 4u IPv4 \d+ 0t0 TCP localhost:\d+->localhost:3000 \(ESTABLISHED\)$/), // prettier-ignore
    ])
    expect((await run(lsof, ['lsof', '-t', '-i:3000'])).stdout).toBe(`${pid}\n`)
  })

  test('sees nothing of others, and says so by its status', async () => {
    expect(await run(lsof, ['lsof', '-i', ':22'])).toMatchObject({ status: 1, stdout: '' })
    expect((await lines(lsof, ['lsof', '-nP', '-i', 'TCP:22'], 0))[1]).toMatch(/ TCP \*:22 \(LISTEN\)$/)
  })

  test('finds who has a file open', async () => {
    await startProgram(
      async (proc) => {
        await proc.open('/tmp/app.log', { write: true, create: true })
        await proc.sleep(60_000)
        return 0
      },
      { kernel, uid: 1000, argv: ['tail', '-f'] },
    )
    await expect.poll(async () => (await lines(lsof, ['lsof', '/tmp/app.log']))[1]).toMatch(/^tail \d+ ec2-user 3u REG \S+ 0 \d+ \/tmp\/app\.log$/) // prettier-ignore
    expect(await run(lsof, ['lsof', '/tmp/nothing'])).toMatchObject({
      status: 1,
      stderr: 'lsof: status error on /tmp/nothing: No such file or directory\n',
    })
  })
})
