import { ErrnoError } from '../errno.ts'
import { streamPair } from '../kernel/net/loopback.ts'
import type { Endpoint, Network, Stream } from '../network.ts'

export type Verdict = 'stream' | 'refused' | 'dropped' | 'no-route'

/** A small internet for tests: machines by address, names, and a verdict on every connection. */
export class TestInternet {
  readonly #machines = new Map<string, (stream: Stream) => 'accepted' | 'refused'>()
  readonly names = new Map<string, string[]>()
  /** Says what becomes of a connection, as security groups would. */
  verdict: (from: string, to: Endpoint) => Verdict = () => 'stream'
  #lastPort = 40_000

  /** The cable of the machine with this address. */
  plug(address: string): Network {
    return {
      address,
      resolve: async (name) => this.names.get(name) ?? [],
      connect: (to, signal) => this.#connect(address, to, signal),
      onIncoming: (accept) => {
        if (accept) this.#machines.set(address, accept)
        else this.#machines.delete(address)
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
    if (accept(far) === 'refused') throw new ErrnoError('ECONNREFUSED')
    return near
  }
}
