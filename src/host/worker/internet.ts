import type { Engine } from '#engine'
import { type Endpoint, ErrnoError, type Network, type OutsideSite, type Stream } from '#machine'
import type { Verdict } from '../client/client.ts'
import { streamPair } from './stream-pair.ts'

/** How long TCP tries before it gives up: Linux's six retries of SYN, and what a browser waits. */
export const tcpPatience = 127_000

type Accept = (stream: Stream) => 'accepted' | 'refused'

/** Who opens a connection: an instance in its VPC, or the learner's home behind its router. */
export type Caller = { instanceId: string; address: string } | { home: true }

/** The learner's home: a private network behind one public address (TEST-NET-3 of RFC 5737). */
export const home = { address: '192.168.1.20', router: '203.0.113.25' }

interface InternetOptions {
  engine: () => Engine
  /** Outside sites by host name. */
  sites: ReadonlyMap<string, OutsideSite>
  /** The metadata service as an instance sees it. */
  metadata(instanceId: string, stream: Stream): Promise<void>
  /** Waits as TCP does when nothing answers, at the account's pace. */
  patience(milliseconds: number, signal?: AbortSignal): Promise<void>
}

const metadataAddress = '169.254.169.254'

/** The one virtual internet that machines, browser pane and outside sites share: names, verdicts, streams. */
export class Internet {
  readonly #instances = new Map<string, Accept>()
  /** Outside sites have addresses too, so that rules and `ping` see numbers: handed out from TEST-NET-2. */
  readonly #siteAddresses = new Map<string, string>()
  #laptop: Accept | undefined
  #nextPort = 32_768

  constructor(private readonly options: InternetOptions) {
    let host = 10
    for (const name of options.sites.keys()) this.#siteAddresses.set(name, `198.51.100.${host++}`)
  }

  /** What is plugged into an instance's network interface. */
  instance(instanceId: string, address: string): Network {
    const caller: Caller = { instanceId, address }
    return {
      address,
      resolve: (name) => this.resolve(caller, name),
      connect: (to, signal) => this.connect(caller, to, signal),
      onIncoming: (accept) => {
        if (accept) this.#instances.set(instanceId, accept)
        else this.#instances.delete(instanceId)
      },
    }
  }

  laptop(): Network {
    const caller: Caller = { home: true }
    return {
      address: home.address,
      resolve: (name) => this.resolve(caller, name),
      connect: (to, signal) => this.connect(caller, to, signal),
      onIncoming: (accept) => {
        this.#laptop = accept
      },
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
      return this.#deliver(this.#laptop, local, local, to, to)

    const verdict = this.options
      .engine()
      .network.verdict({ from: fromOf(caller), to: to.address, port: to.port, protocol: 'tcp' })
    if (verdict.outcome === 'unreachable') throw new ErrnoError('ENETUNREACH')
    if (verdict.outcome === 'deliver') {
      const source = { address: verdict.source, port: local.port }
      const destination = { address: verdict.destination, port: to.port }
      return this.#deliver(this.#instances.get(verdict.instanceId), local, source, to, destination)
    }
    if (verdict.outcome === 'outside') {
      const site = this.#siteAt(to.address)
      if (site) return this.#visit(site, local, { address: verdict.source, port: local.port }, to)
    }
    await this.options.patience(patience, signal)
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

  #deliver(
    accept: Accept | undefined,
    local: Endpoint,
    source: Endpoint,
    to: Endpoint,
    destination: Endpoint,
  ): Stream {
    const { client, server } = streamPair({
      client: { local, remote: to },
      server: { local: destination, remote: source },
    })
    if (accept?.(server) !== 'accepted') throw new ErrnoError('ECONNREFUSED')
    return client
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
  'home' in caller ? { address: home.router } : { instanceId: caller.instanceId }

const isAddress = (name: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(name)
