import { expect, test } from 'vitest'
import type { Process, Program } from '../../kernel/process.ts'
import type { Card, FurtherAddresses } from '../../network.ts'
import { runProgram, TestInternet, testKernel } from '../../testing/index.ts'
import { ifconfig } from './ifconfig.ts'
import { ip } from './ip.ts'

const second: Card = {
  index: 1,
  mac: '06:00:00:00:00:0b',
  prefix: 24,
  gateway: '172.31.32.1',
  nameServer: '172.31.32.2',
  addresses: ['172.31.32.7', '172.31.32.8'],
}

/** A machine whose further addresses and cards come and go, and who asked its internet for what. */
const withCards = async () => {
  let further: FurtherAddresses = { addresses: [], cards: [] }
  const sent: string[] = []
  const internet = new TestInternet()
  const plugged = internet.plug('172.31.0.10')
  const network = Object.defineProperty({ ...plugged }, 'further', { get: () => further })
  network.connect = (to, signal, source) => {
    sent.push(`${source} to ${to.address}`)
    return plugged.connect(to, signal)
  }
  const kernel = await testKernel({ hardware: { network } })
  const run = (program: Program, argv: string[] = []) => runProgram(program, { kernel, argv, uid: 1000 })
  return { run, sent, internet, plug: (now: FurtherAddresses) => void (further = now) }
}

test('a second card and further addresses are shown as soon as they are there, and no longer', async () => {
  const { run, plug } = await withCards()
  const shown = async () => (await run(ip, ['ip', '-4', '-br', 'addr'])).stdout.split('\n').slice(1, -1)
  expect(await shown()).toEqual(['ens5             UP             172.31.0.10/20 metric 512 '])
  plug({ addresses: ['172.31.0.11'], cards: [second] })
  expect(await shown()).toEqual([
    'ens5             UP             172.31.0.10/20 metric 512 172.31.0.11/32 ',
    'ens6             UP             172.31.32.7/24 metric 522 172.31.32.8/32 ',
  ])
  const { stdout } = await run(ip, ['ip', 'addr', 'show', 'ens6'])
  expect(stdout).toMatch(/^3: ens6: <BROADCAST,MULTICAST,UP,LOWER_UP>/)
  expect(stdout).toContain('link/ether 06:00:00:00:00:0b')
  expect(stdout).toContain('    inet 172.31.32.8/32 scope global ens6\n')
  expect((await run(ip, ['ip', 'route'])).stdout).toContain(
    'default via 172.31.32.1 dev ens6 proto dhcp src 172.31.32.7 metric 522',
  )
  expect((await run(ifconfig, ['ifconfig', 'ens6'])).stdout).toContain(
    'inet 172.31.32.7  netmask 255.255.255.0',
  )
  plug({ addresses: [], cards: [] })
  expect(await shown()).toHaveLength(1)
})

test('a program listens at any of the addresses, and sends from the card in whose subnet it sends', async () => {
  const { run, sent, internet, plug } = await withCards()
  plug({ addresses: [], cards: [second] })
  internet.serve('172.31.32.99', (stream) => stream.end())
  internet.serve('172.31.0.99', (stream) => stream.end())
  const program = async (proc: Process): Promise<number> => {
    await proc.listen({ address: '172.31.32.8', port: 8080 }, 1)
    await proc.connect({ address: '172.31.32.8', port: 8080 })
    await proc.connect({ address: '172.31.32.99', port: 80 })
    await proc.connect({ address: '172.31.0.99', port: 80 })
    return 0
  }
  expect(await run(program)).toMatchObject({ status: 0, stderr: '' })
  expect(sent).toEqual(['172.31.32.7 to 172.31.32.99', '172.31.0.10 to 172.31.0.99'])
  expect((await run(ip, ['ip', 'route', 'get', '172.31.32.99'])).stdout).toContain('dev ens6 src 172.31.32.7')
})
