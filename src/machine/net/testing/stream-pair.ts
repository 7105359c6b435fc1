import { ErrnoError } from '../../errno.ts'
import type { Endpoint, Stream } from '../../network.ts'

/** The two ends of a TCP connection in memory, for tests of protocols without machines. */
export function streamPair(port = 80): { client: Stream; server: Stream } {
  const here: Endpoint = { address: '203.0.113.7', port: 40_000 }
  const there: Endpoint = { address: '198.51.100.1', port }
  const up = new OneWay()
  const down = new OneWay()
  return { client: new PairStream(here, there, down, up), server: new PairStream(there, here, up, down) }
}

class OneWay {
  readonly chunks: Uint8Array[] = []
  ended = false
  reset = false
  #wake: (() => void)[] = []

  changed(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }

  async next(): Promise<Uint8Array | undefined> {
    while (this.chunks.length === 0 && !this.ended && !this.reset)
      await new Promise<void>((resolve) => this.#wake.push(resolve))
    if (this.reset) throw new ErrnoError('ECONNRESET')
    return this.chunks.shift()
  }
}

class PairStream implements Stream {
  constructor(
    readonly local: Endpoint,
    readonly remote: Endpoint,
    private readonly incoming: OneWay,
    private readonly outgoing: OneWay,
  ) {}

  read(): Promise<Uint8Array | undefined> {
    return this.incoming.next()
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.outgoing.reset) throw new ErrnoError('ECONNRESET')
    if (this.outgoing.ended) throw new ErrnoError('EPIPE')
    if (bytes.length > 0) this.outgoing.chunks.push(bytes.slice())
    this.outgoing.changed()
  }

  end(): void {
    this.outgoing.ended = true
    this.outgoing.changed()
  }

  destroy(): void {
    for (const way of [this.incoming, this.outgoing]) {
      way.reset = true
      way.changed()
    }
  }
}
