import { describe, expect, test } from 'vitest'
import type { Engine, Verdict } from '#engine'
import type { Datagram, Stream } from '#machine'
import { Internet } from './internet.ts'

const step = [{ text: 'a rule', ok: true }]

/** An internet whose engine gives one verdict; waits are recorded and pass at once. */
const internetWith = (verdict: Verdict) => {
  const waits: number[] = []
  const network: Engine['network'] = {
    nameOf: (address) => (address === '3.80.1.2' ? 'ec2-3-80-1-2.compute-1.amazonaws.com' : undefined),
    cardsOf: () => [],
    resolve: (name) => (name === 'ec2-3-80-1-2.compute-1.amazonaws.com' ? '3.80.1.2' : undefined),
    verdict: () => verdict,
  }
  const internet = new Internet({
    engine: () => ({ network }) as Engine,
    sites: new Map([
      ['site.test', async (stream, { clientAddress }) => stream.write(bytes(`hello ${clientAddress}`))],
    ]),
    metadata: async (instanceId, stream) => stream.write(bytes(`metadata of ${instanceId}`)),
    patience: async (milliseconds) => void waits.push(milliseconds),
  })
  return { internet, waits }
}

const bytes = (text: string) => new TextEncoder().encode(text)
const text = async (stream: Stream) => new TextDecoder().decode(await stream.read())

const toServer: Verdict = {
  outcome: 'deliver',
  instanceId: 'i-1',
  source: '203.0.113.25',
  destination: '172.31.4.5',
  steps: step,
}

describe('a connection from the laptop', () => {
  test('reaches the instance, which sees the public address of the home it comes from', async () => {
    const { internet } = internetWith(toServer)
    let served: Stream | undefined
    internet.instance('i-1', '172.31.4.5').onIncoming((stream) => {
      served = stream
      return 'accepted'
    })
    const client = await internet.laptop().connect({ address: '3.80.1.2', port: 3000 })
    await client.write(bytes('ping'))
    expect(await text(served!)).toBe('ping')
    expect(served!.remote.address).toBe('203.0.113.25')
    expect(served!.local).toEqual({ address: '172.31.4.5', port: 3000 })
    expect(client.remote).toEqual({ address: '3.80.1.2', port: 3000 })
  })

  test('is refused when nobody listens, and when the machine is not up yet', async () => {
    const { internet } = internetWith(toServer)
    const connect = () => internet.laptop().connect({ address: '3.80.1.2', port: 3000 })
    await expect(connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    internet.instance('i-1', '172.31.4.5').onIncoming(() => 'refused')
    await expect(connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('times out after TCP’s patience when a security group drops it', async () => {
    const { internet, waits } = internetWith({ outcome: 'dropped', steps: step })
    await expect(internet.laptop().connect({ address: '3.80.1.2', port: 22 })).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    })
    expect(waits).toEqual([127_000])
  })

  test('to an outside site is answered by the site', async () => {
    const { internet } = internetWith({ outcome: 'outside', source: '203.0.113.25', steps: step })
    const [address] = await internet.laptop().resolve('site.test')
    const stream = await internet.laptop().connect({ address: address!, port: 443 })
    expect(await text(stream)).toBe('hello 203.0.113.25')
  })

  test('never reaches the metadata service', async () => {
    const { internet } = internetWith(toServer)
    const connecting = internet.laptop().connect({ address: '169.254.169.254', port: 80 })
    await expect(connecting).rejects.toMatchObject({ code: 'EHOSTUNREACH' })
  })
})

test('an instance asks the metadata service about itself', async () => {
  const { internet } = internetWith(toServer)
  const stream = await internet
    .instance('i-7', '172.31.0.7')
    .connect({ address: '169.254.169.254', port: 80 })
  expect(await text(stream)).toBe('metadata of i-7')
})

test('names are instances’ and sites’, and nobody else’s', async () => {
  const { internet } = internetWith(toServer)
  const laptop = internet.laptop()
  expect(await laptop.resolve('ec2-3-80-1-2.compute-1.amazonaws.com')).toEqual(['3.80.1.2'])
  expect(await laptop.resolve('example.com')).toEqual([])
  expect(await laptop.resolve('10.0.0.1')).toEqual(['10.0.0.1'])
})

test('an explanation carries the verdict’s steps', async () => {
  const { internet } = internetWith({ outcome: 'dropped', steps: step })
  expect(await internet.explain('3.80.1.2', 3000)).toEqual({ outcome: 'dropped', steps: step })
  expect(await internet.explain('nowhere.test', 80)).toMatchObject({ outcome: 'unknown-host' })
})

describe('datagrams', () => {
  test('to an instance are answered past its security groups, from the address that was asked', async () => {
    const { internet } = internetWith(toServer)
    const server = internet.instance('i-1', '172.31.4.5')
    server.onDatagram(({ from, to, data }) => {
      void server.send({
        from: to,
        to: from,
        data: bytes(`${from.address} said ${new TextDecoder().decode(data)}`),
      })
      return 'taken'
    })
    const laptop = internet.laptop()
    const heard: string[] = []
    laptop.onDatagram(({ from, data }) => {
      heard.push(`${from.address}:${from.port} ${new TextDecoder().decode(data)}`)
      return 'taken'
    })
    const packet = { from: { address: '192.168.1.20', port: 4000 }, to: { address: '3.80.1.2', port: 53 }, data: bytes('hi') } // prettier-ignore
    expect(await laptop.send(packet)).toBe('sent')
    expect(heard).toEqual(['3.80.1.2:53 203.0.113.25 said hi'])
  })

  test('to where no answer comes back from arrive all the same', async () => {
    const { internet } = internetWith({ ...toServer, oneWay: true })
    const server = internet.instance('i-1', '172.31.4.5')
    const arrived: Datagram[] = []
    server.onDatagram((packet) => {
      arrived.push(packet)
      return 'taken'
    })
    const laptop = internet.laptop()
    let answers = 0
    laptop.onDatagram(() => {
      answers++
      return 'taken'
    })
    const packet = { from: { address: '192.168.1.20', port: 4000 }, to: { address: '3.80.1.2', port: 514 }, data: bytes('log') } // prettier-ignore
    expect(await laptop.send(packet)).toBe('sent')
    const [{ from, to }] = arrived as [Datagram]
    await server.send({ from: to, to: from, data: bytes('answer') })
    expect(answers).toBe(0)
    expect(await laptop.probe({ to: '3.80.1.2', protocol: 'udp', port: 514, ttl: 64 })).toBeUndefined()
  })

  test('that no rule lets in are lost, and to a closed port refused', async () => {
    const packet = { from: { address: '192.168.1.20', port: 4000 }, to: { address: '3.80.1.2', port: 53 }, data: bytes('hi') } // prettier-ignore
    const dropped = internetWith({ outcome: 'dropped', steps: step }).internet.laptop()
    expect(await dropped.send(packet)).toBe('sent')
    const { internet } = internetWith(toServer)
    internet.instance('i-1', '172.31.4.5').onDatagram(() => 'refused')
    expect(await internet.laptop().send(packet)).toBe('refused')
  })
})

describe('ping and traceroute', () => {
  const echo = { to: '3.80.1.2', protocol: 'icmp', ttl: 64 } as const

  test('are answered when the rules let ICMP in, by the routers on the way and by the target', async () => {
    const laptop = internetWith(toServer).internet.laptop()
    expect(await laptop.probe(echo)).toMatchObject({ kind: 'reply', from: '3.80.1.2' })
    expect(await laptop.probe({ ...echo, ttl: 1 })).toMatchObject({ kind: 'exceeded', from: '192.168.1.1' })
    expect(await laptop.probe({ ...echo, ttl: 3 })).toBeUndefined()
  })

  test('get nothing when the rules drop them', async () => {
    const laptop = internetWith({ outcome: 'dropped', steps: step }).internet.laptop()
    expect(await laptop.probe(echo)).toBeUndefined()
  })
})

test('DNS knows names, addresses backwards, and what has no record of a kind', async () => {
  const laptop = internetWith(toServer).internet.laptop()
  const name = 'ec2-3-80-1-2.compute-1.amazonaws.com'
  expect(await laptop.query(name, 'A')).toEqual({
    status: 'NOERROR',
    answers: [{ name, type: 'A', ttl: 60, data: '3.80.1.2' }],
  })
  expect((await laptop.query('2.1.80.3.in-addr.arpa', 'PTR'))?.answers[0]?.data).toBe(`${name}.`)
  expect(await laptop.query(name, 'MX')).toEqual({ status: 'NOERROR', answers: [] })
  expect((await laptop.query('nowhere.test', 'A'))?.status).toBe('NXDOMAIN')
  expect((await laptop.query(name, 'A', '8.8.8.8'))?.answers).toHaveLength(1)
  expect(await laptop.query(name, 'A', '10.0.0.9')).toBeUndefined()
})
