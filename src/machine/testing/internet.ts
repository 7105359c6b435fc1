import { ErrnoError } from '../errno.ts'
import { streamPair } from '../kernel/net/loopback.ts'
import type {
  AcceptStream,
  Datagram,
  DnsRecord,
  Endpoint,
  Network,
  Probe,
  ProbeAnswer,
  Stream,
  TakeDatagram,
} from '../network.ts'

export type Verdict = 'stream' | 'refused' | 'dropped' | 'no-route'

/** A small internet for tests: machines by address, names, and a verdict on every connection. */
export class TestInternet {
  readonly #machines = new Map<string, AcceptStream>()
  readonly #takers = new Map<string, TakeDatagram>()
  /** What DNS has besides `names`. */
  readonly records: DnsRecord[] = []
  readonly names = new Map<string, string[]>()
  /** Says what becomes of a connection, as security groups would. */
  verdict: (from: string, to: Endpoint) => Verdict = () => 'stream'
  #lastPort = 40_000

  /** The cable of the machine with this address. */
  plug(address: string): Network {
    return {
      address,
      lease: { mac: '06:00:00:00:00:0a', prefix: 20, gateway: '172.31.0.1', nameServer: '172.31.0.2' },
      resolve: async (name) => this.names.get(name) ?? [],
      connect: (to, signal) => this.#connect(address, to, signal),
      onIncoming: (accept) => {
        if (accept) this.#machines.set(address, accept)
        else this.#machines.delete(address)
      },
      onDatagram: (take) => {
        if (take) this.#takers.set(address, take)
        else this.#takers.delete(address)
      },
      send: (packet) => this.#send(address, packet),
      probe: (probe) => this.#probe(address, probe),
      query: async (name, type, server) => {
        if (server !== undefined && server !== '172.31.0.2') return undefined
        const own = (this.names.get(name) ?? []).map((data) => ({ name, type: 'A' as const, ttl: 60, data }))
        const known = [...own, ...this.records.filter((record) => record.name === name)]
        const answers = known.filter((record) => record.type === type || type === 'ANY')
        return { status: known.length > 0 ? 'NOERROR' : 'NXDOMAIN', answers }
      },
    }
  }

  /** A service that is no machine of ours: the metadata service, a web site. */
  serve(address: string, accept: (stream: Stream) => void): void {
    this.#machines.set(address, (stream) => {
      accept(stream)
      return 'accepted'
    })
  }

  async #connect(from: string, to: Endpoint, signal?: AbortSignal): Promise<Stream> {
    const verdict = this.verdict(from, to)
    if (verdict === 'dropped')
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new ErrnoError('ETIMEDOUT')))
      })
    const accept = this.#machines.get(to.address)
    if (!accept || verdict === 'no-route') throw new ErrnoError('EHOSTUNREACH')
    if (verdict === 'refused') throw new ErrnoError('ECONNREFUSED')
    const [near, far] = streamPair({ address: from, port: this.#lastPort++ }, to)
    const accepted = accept(far)
    if (accepted === 'full') throw new ErrnoError('ETIMEDOUT')
    if (accepted === 'refused') throw new ErrnoError('ECONNREFUSED')
    return near
  }

  async #send(from: string, packet: Datagram): Promise<'sent' | 'refused'> {
    if (this.verdict(from, packet.to) !== 'stream') return 'sent'
    return this.#takers.get(packet.to.address)?.(packet) === 'refused' ? 'refused' : 'sent'
  }

  /** One router stands between any two machines. */
  async #probe(from: string, { to, protocol, port = 0, ttl }: Probe): Promise<ProbeAnswer | undefined> {
    const verdict = this.verdict(from, { address: to, port })
    if (verdict === 'no-route') throw new ErrnoError('ENETUNREACH')
    if (ttl <= 1) return { kind: 'exceeded', from: '172.31.0.1', ttl: 64, milliseconds: 0.2 }
    if (verdict === 'dropped' || !this.#machines.has(to)) return undefined
    const kind = protocol === 'udp' ? 'unreachable' : 'reply'
    return { kind, from: to, ttl: 63, milliseconds: 0.5 }
  }
}
