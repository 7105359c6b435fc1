import { beforeEach, describe, expect, test } from 'vitest'
import type { Program } from '../../kernel/process.ts'
import { TestInternet, runProgram, startProgram, testKernel } from '../../testing/index.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { ifconfig } from '../interfaces/ifconfig.ts'
import { ip } from '../interfaces/ip.ts'
import { route } from '../interfaces/route-table.ts'
import { dig } from '../names/dig.ts'
import { getent } from '../names/getent.ts'
import { host } from '../names/host.ts'
import { nslookup } from '../names/nslookup.ts'
import { ping } from './ping.ts'
import { traceroute } from './traceroute.ts'

let internet: TestInternet
let kernel: Kernel
const peer = '172.31.0.20'

beforeEach(async () => {
  internet = new TestInternet()
  internet.names.set('web.test', [peer])
  internet.records.push(
    { name: '20.0.31.172.in-addr.arpa', type: 'PTR', ttl: 60, data: 'web.test.' },
    { name: 'web.test', type: 'MX', ttl: 300, data: '10 mail.web.test.' },
  )
  kernel = await testKernel({ hardware: { network: internet.plug('172.31.0.10') } })
  await testKernel({ hardware: { network: internet.plug(peer) } })
})

const run = (program: Program, argv: string[], uid = 1000) => runProgram(program, { kernel, argv, uid })

describe('ping', () => {
  test('shows each answer and its statistics', async () => {
    const { status, stdout } = await run(ping, ['ping', '-c', '2', '-i', '0.01', 'web.test'])
    expect(status).toBe(0)
    expect(stdout.replaceAll(/time \d+ms/g, 'time Nms')).toBe(`PING web.test (${peer}) 56(84) bytes of data.
64 bytes from web.test (${peer}): icmp_seq=1 ttl=63 time=0.500 ms
64 bytes from web.test (${peer}): icmp_seq=2 ttl=63 time=0.500 ms

--- web.test ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time Nms
rtt min/avg/max/mdev = 0.500/0.500/0.500/0.000 ms
`)
  })

  test('loses every packet that a security group drops', async () => {
    internet.verdict = () => 'dropped'
    const { status, stdout } = await run(ping, ['ping', '-c', '2', '-i', '0.01', '-W', '0.01', peer])
    expect(status).toBe(1)
    expect(stdout).toMatch(/2 packets transmitted, 0 received, 100% packet loss, time \d+ms\n\n$/)
  })

  test('gives its statistics at ^C', async () => {
    internet.verdict = () => 'dropped'
    const { task, result, stdout } = await startProgram(ping, { kernel, argv: ['ping', peer] })
    await expect.poll(() => stdout.text).toContain('PING')
    await kernel.init.process.kill(task.pid, 'SIGINT')
    expect((await result).stdout).toContain('1 packets transmitted, 0 received, 100% packet loss')
  })

  test('knows no such name', async () => {
    expect(await run(ping, ['ping', 'nowhere.test'])).toMatchObject({
      status: 2,
      stderr: 'ping: nowhere.test: Name or service not known\n',
    })
  })
})

test('traceroute shows the router between, and the end', async () => {
  expect((await run(traceroute, ['traceroute', '-n', '-q', '1', peer])).stdout).toBe(
    `traceroute to ${peer} (${peer}), 30 hops max, 60 byte packets\n 1  172.31.0.1  0.200 ms\n 2  ${peer}  0.500 ms\n`,
  )
  internet.verdict = () => 'dropped'
  expect((await run(traceroute, ['traceroute', '-n', '-m', '3', peer])).stdout).toMatch(/ 2 {2}\* \* \*\n 3 {2}\* \* \*\n$/) // prettier-ignore
})

describe('interfaces', () => {
  test('ip address, short and long', async () => {
    expect((await run(ip, ['ip', '-4', '-br', 'a'])).stdout).toBe(
      'lo               UNKNOWN        127.0.0.1/8 \nens5             UP             172.31.0.10/20 metric 512 \n',
    )
    expect((await run(ip, ['ip', 'addr', 'show', 'ens5'])).stdout)
      .toBe(`2: ens5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001 qdisc mq state UP group default qlen 1000
    link/ether 06:00:00:00:00:0a brd ff:ff:ff:ff:ff:ff
    inet 172.31.0.10/20 metric 512 brd 172.31.15.255 scope global dynamic ens5
       valid_lft 3600sec preferred_lft 3600sec
`)
    expect(JSON.parse((await run(ip, ['ip', '-j', 'a'])).stdout)[1].addr_info[0].local).toBe('172.31.0.10')
    expect(await run(ip, ['ip', 'a', 'show', 'eth0'])).toMatchObject({ status: 1, stderr: 'Device "eth0" does not exist.\n' }) // prettier-ignore
  })

  test('ip route and its answer for one place', async () => {
    expect((await run(ip, ['ip', 'r'])).stdout.split('\n')[0]).toBe(
      'default via 172.31.0.1 dev ens5 proto dhcp src 172.31.0.10 metric 512 ',
    )
    expect((await run(ip, ['ip', 'route', 'get', '8.8.8.8'])).stdout).toContain(
      '8.8.8.8 via 172.31.0.1 dev ens5',
    )
    expect((await run(route, ['route', '-n'])).stdout).toContain(
      '0.0.0.0         172.31.0.1      0.0.0.0         UG',
    )
  })

  test('are shown by ifconfig, and changed by nobody', async () => {
    expect((await run(ifconfig, ['ifconfig', 'ens5'])).stdout).toContain(
      'inet 172.31.0.10  netmask 255.255.240.0  broadcast 172.31.15.255',
    )
    expect(await run(ip, ['ip', 'addr', 'add', '10.0.0.1/8', 'dev', 'ens5'])).toMatchObject({
      status: 2,
      stderr: 'RTNETLINK answers: Operation not permitted\n',
    })
  })
})

describe('names', () => {
  test('dig, long and short', async () => {
    expect((await run(dig, ['dig', '+short', 'web.test'])).stdout).toBe(`${peer}\n`)
    expect((await run(dig, ['dig', '+short', 'MX', 'web.test'])).stdout).toBe('10 mail.web.test.\n')
    expect((await run(dig, ['dig', '+short', '-x', peer])).stdout).toBe('web.test.\n')
    const { stdout } = await run(dig, ['dig', '@172.31.0.2', 'web.test'])
    expect(stdout).toContain(';; ANSWER SECTION:\nweb.test.               60      IN\tA\t172.31.0.20\n')
    expect(stdout).toContain(';; SERVER: 172.31.0.2#53(172.31.0.2) (UDP)')
    expect((await run(dig, ['dig', 'nowhere.test'])).stdout).toContain('status: NXDOMAIN')
  })

  test('nslookup and host', async () => {
    expect(await run(nslookup, ['nslookup', 'web.test'])).toMatchObject({
      status: 0,
      stdout: `Server:\t\t172.31.0.2\nAddress:\t172.31.0.2#53\n\nNon-authoritative answer:\nName:\tweb.test\nAddress: ${peer}\n\n`,
    })
    expect(await run(nslookup, ['nslookup', 'nowhere.test'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("** server can't find nowhere.test: NXDOMAIN") as string,
    })
    expect((await run(host, ['host', 'web.test'])).stdout).toBe(`web.test has address ${peer}\n`)
    expect((await run(host, ['host', peer])).stdout).toBe(
      '20.0.31.172.in-addr.arpa domain name pointer web.test.\n',
    )
    expect(await run(host, ['host', 'nowhere.test'])).toMatchObject({ status: 1, stdout: 'Host nowhere.test not found: 3(NXDOMAIN)\n' }) // prettier-ignore
  })

  test('getent reads hosts, accounts and services', async () => {
    expect((await run(getent, ['getent', 'hosts', 'web.test'])).stdout).toBe(`${peer}     web.test\n`)
    expect((await run(getent, ['getent', 'passwd', 'ec2-user'])).stdout).toContain('ec2-user:x:1000:')
    expect((await run(getent, ['getent', 'services', 'ssh'])).stdout).toBe('ssh                   22/tcp\n')
    expect((await run(getent, ['getent', 'hosts', 'nowhere.test'])).status).toBe(2)
  })
})
