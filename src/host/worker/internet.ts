import type { Engine } from '#engine'
import {
  type AcceptStream,
  type Datagram,
  type DnsAnswer,
  type DnsType,
  type Endpoint,
  type Lease,
  ErrnoError,
  type FurtherAddresses,
  type Network,
  type OutsideSite,
  type Probe,
  type ProbeAnswer,
  type Stream,
  type TakeDatagram,
} from '#machine'
import type { Verdict } from '../client/client.ts'
import { DatagramFlows } from './datagram-flows.ts'
import { homeRouter } from './laptop-facts.ts'
import { furtherIn, leaseIn } from './lease.ts'
import { answerQuery } from './name-server.ts'
import { streamPair } from './stream-pair.ts'
import { probeAnswer } from './way.ts'

/** How long TCP tries before it gives up: Linux's six retries of SYN, and what a browser waits. */
const tcpPatience = 127_000

/** What a machine has plugged in at its end of the cable. */
interface Machine {
  address: string
  accept?: AcceptStream | undefined
  take?: TakeDatagram | undefined
}

/** Who opens a connection: an instance in its VPC, or the learner's home behind its router. */
export type Caller = { instanceId: string; address: string } | { home: true }

/** The learner's home: a private network behind one public address. */
export const home = { address: '192.168.1.20', router: homeRouter }

interface InternetOptions {
  engine: () => Engine
  /** Outside sites by host name. */
  sites: ReadonlyMap<string, OutsideSite>
  /** The metadata service as an instance sees it. */
  metadata(instanceId: string, stream: Stream): Promise<void>
  /** Waits as TCP does when nothing answers, at the account's pace. */
  patience(milliseconds: number, to: Endpoint, signal?: AbortSignal): Promise<void>
}

const metadataAddress = '169.254.169.254'

/** Resolvers out on the internet, which know what is public; a VPC's own is at its base plus two. */
/** The home's router answers DNS too. */
const homeResolver = '192.168.1.1'
const publicResolvers = ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9']
const vpcResolver = /^(?:169\.254\.169\.253|(?:\d+\.){3}2)$/

/** The one virtual internet that machines, browser pane and outside sites share: names, verdicts, streams. */
export class Internet {
  readonly #instances = new Map<string, Machine>()
  /** Outside sites have addresses too, so that rules and `ping` see numbers: handed out from TEST-NET-2. */
  readonly #siteAddresses = new Map<string, string>()
  #laptop: Machine = { address: home.address }
  readonly #flows = new DatagramFlows<Machine>(() => performance.now())
  #nextPort = 32_768

  constructor(private readonly options: InternetOptions) {
    let host = 10
    for (const name of options.sites.keys()) this.#siteAddresses.set(name, `198.51.100.${host++}`)
  }

  /** What is plugged into an instance's network interface. */
  instance(instanceId: string, address: string): Network {
    const machine: Machine = { address }
    const plug = () => {
      if (machine.accept || machine.take) this.#instances.set(instanceId, machine)
      else this.#instances.delete(instanceId)
    }
    const cards = () => this.options.engine().network.cardsOf(instanceId)
    const lease = () => leaseIn(cards()[0] ?? { mac: '06:00:00:00:00:00', cidr: `${address}/20` })
    return this.#network({ instanceId, address }, machine, { lease, further: () => furtherIn(cards()) }, plug)
  }

  laptop(): Network {
    const machine: Machine = { address: home.address }
    const lease = () => leaseIn({ mac: '3c:22:fb:10:20:30', cidr: '192.168.1.0/24' })
    return this.#network(
      { home: true },
      machine,
      {
        lease: () => ({ ...lease(), nameServer: homeResolver }),
        further: () => ({ addresses: [], cards: [] }),
      },
      () => {
        this.#laptop = machine
      },
    )
  }

  #network(
    caller: Caller,
    machine: Machine,
    { lease, further }: { lease: () => Lease; further: () => FurtherAddresses },
    plug: () => void,
  ): Network {
    return {
      address: machine.address,
      get lease() {
        return lease()
      },
      get further() {
        return further()
      },
      resolve: (name) => this.resolve(caller, name),
      connect: (to, signal, source) => this.connect(sendingFrom(caller, source), to, signal),
      onIncoming: (accept) => {
        machine.accept = accept
        plug()
      },
      onDatagram: (take) => {
        machine.take = take
        plug()
      },
      send: async (packet) => this.#send(caller, machine, packet),
      probe: async (probe) => this.#probe(caller, probe),
      query: async (name, type, server) => this.#query(caller, name, type, server),
    }
  }

  async resolve(caller: Caller, name: string): Promise<string[]> {
    if (isAddress(name)) return [name]
    const site = this.#siteAddresses.get(name.toLowerCase())
    if (site) return [site]
    const address = this.options.engine().network.resolve(name.toLowerCase(), fromOf(caller))
    return address === undefined ? [] : [address]
  }

  async connect(caller: Caller, to: Endpoint, signal?: AbortSignal, patience = tcpPatience): Promise<Stream> {
    signal?.throwIfAborted()
    const local = { address: 'home' in caller ? home.address : caller.address, port: this.#port() }
    if (to.address === metadataAddress) return this.#metadata(caller, local, to)
    if (to.address === home.address && 'home' in caller)
      return this.#deliver(this.#laptop, { local, source: local, to, destination: to }, patience, signal)

    const verdict = this.options.engine().network.verdict({
      from: fromOf(caller),
      to: to.address,
      port: to.port,
      protocol: 'tcp',
      sourcePort: local.port,
    })
    if (verdict.outcome === 'unreachable') throw new ErrnoError('ENETUNREACH')
    if (verdict.outcome === 'deliver') {
      const source = { address: verdict.source, port: local.port }
      const destination = { address: verdict.destination, port: to.port }
      const machine = this.#instances.get(verdict.instanceId)
      return this.#deliver(machine, { local, source, to, destination }, patience, signal)
    }
    if (verdict.outcome === 'outside') {
      const site = this.#siteAt(to.address)
      if (site) return this.#visit(site, local, { address: verdict.source, port: local.port }, to)
    }
    await this.options.patience(patience, to, signal)
    throw new ErrnoError('ETIMEDOUT')
  }

  /** What would happen to a connection from the learner's home, with the reasons. */
  async explain(host: string, port: number): Promise<Verdict> {
    const caller: Caller = { home: true }
    const [address] = await this.resolve(caller, host)
    if (!address)
      return { outcome: 'unknown-host', steps: [{ text: `${host} is no name on this internet.`, ok: false }] }
    const { outcome, steps } = this.options
      .engine()
      .network.verdict({ from: fromOf(caller), to: address, port, protocol: 'tcp' })
    if (outcome !== 'deliver' && outcome !== 'outside') return { outcome: 'dropped', steps }
    return { outcome: 'open', steps }
  }

  async #deliver(
    machine: Machine | undefined,
    { local, source, to, destination }: Record<'local' | 'source' | 'to' | 'destination', Endpoint>,
    patience: number,
    signal?: AbortSignal,
  ): Promise<Stream> {
    const { client, server } = streamPair({
      client: { local, remote: to },
      server: { local: destination, remote: source },
    })
    const answer = machine?.accept?.(server)
    if (answer === 'full') {
      // Its SYN is dropped, as one that no rule lets in.
      await this.options.patience(patience, to, signal)
      throw new ErrnoError('ETIMEDOUT')
    }
    if (answer !== 'accepted') throw new ErrnoError('ECONNREFUSED')
    return client
  }

  #send(caller: Caller, machine: Machine, { from, to, data }: Datagram): 'sent' | 'refused' {
    const back = this.#flows.wayBack(from, to)
    if (back) {
      back.machine.take?.({ from: back.from, to: back.to, data })
      return 'sent'
    }
    const sender = sendingFrom(caller, from.address)
    const packet = { to: to.address, protocol: 'udp', port: to.port, sourcePort: from.port } as const
    const verdict = this.#verdict(sender, packet)
    if (verdict.outcome === 'unreachable') throw new ErrnoError('ENETUNREACH')
    if (verdict.outcome !== 'deliver') return 'sent'
    const seen = { address: verdict.source, port: from.port }
    const target = { address: verdict.destination, port: to.port }
    // What is sent back is another flow then, and is decided as such.
    if (!verdict.oneWay) this.#flows.remember(target, seen, { machine, to: from, from: to })
    const receiver = this.#instances.get(verdict.instanceId)
    return receiver?.take?.({ from: seen, to: target, data }) === 'taken' ? 'sent' : 'refused'
  }

  #probe(caller: Caller, probe: Probe): ProbeAnswer | undefined {
    const { to, protocol, port = 0 } = probe
    const from = 'home' in caller ? 'home' : 'instance'
    if (to === metadataAddress) return undefined
    const verdict = this.#verdict(sendingFrom(caller, probe.source), { to, protocol, port })
    if (verdict.outcome === 'unreachable') throw new ErrnoError('ENETUNREACH')
    if ('oneWay' in verdict) return undefined
    const inside = verdict.outcome === 'deliver' && verdict.destination === to
    const listens = verdict.outcome === 'outside'
    return probeAnswer({ from, inside, outcome: verdict.outcome }, probe, { listens, chance: Math.random() })
  }

  #verdict(
    caller: Caller,
    packet: { to: string; protocol: 'tcp' | 'udp' | 'icmp'; port: number; sourcePort?: number },
  ) {
    return this.options.engine().network.verdict({ from: fromOf(caller), ...packet })
  }

  #query(caller: Caller, name: string, type: DnsType, server?: string): DnsAnswer | undefined {
    const inVpc = !('home' in caller) && (server === undefined || vpcResolver.test(server))
    const atHome = 'home' in caller && (server === undefined || server === homeResolver)
    if (!inVpc && !atHome && !publicResolvers.includes(server!)) return undefined
    const asker = inVpc ? fromOf(caller) : { address: home.router }
    const { network } = this.options.engine()
    return answerQuery(
      {
        addressOf: (host) => this.#siteAddresses.get(host) ?? network.resolve(host, asker),
        nameOf: (address) =>
          [...this.#siteAddresses].find((site) => site[1] === address)?.[0] ?? network.nameOf(address, asker),
      },
      name,
      type,
    )
  }

  #metadata(caller: Caller, local: Endpoint, to: Endpoint): Stream {
    if ('home' in caller) throw new ErrnoError('EHOSTUNREACH')
    if (to.port !== 80) throw new ErrnoError('ECONNREFUSED')
    const { client, server } = streamPair({
      client: { local, remote: to },
      server: { local: to, remote: local },
    })
    this.options.metadata(caller.instanceId, server).catch(() => server.destroy())
    return client
  }

  #siteAt(address: string): OutsideSite | undefined {
    for (const [name, its] of this.#siteAddresses) if (its === address) return this.options.sites.get(name)
    return undefined
  }

  #visit(site: OutsideSite, local: Endpoint, source: Endpoint, to: Endpoint): Stream {
    if (to.port !== 80 && to.port !== 443) throw new ErrnoError('ECONNREFUSED')
    const { client, server } = streamPair({
      client: { local, remote: to },
      server: { local: to, remote: source },
    })
    site(server, { clientAddress: source.address }).catch(() => server.destroy())
    return client
  }

  #port(): number {
    this.#nextPort = this.#nextPort >= 60_999 ? 32_768 : this.#nextPort + 1
    return this.#nextPort
  }
}

const fromOf = (caller: Caller) =>
  'home' in caller ? { address: home.router } : { instanceId: caller.instanceId, source: caller.address }

/** An instance may send from any of its addresses. */
const sendingFrom = (caller: Caller, address: string | undefined): Caller =>
  'home' in caller || address === undefined ? caller : { ...caller, address }

const isAddress = (name: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(name)
