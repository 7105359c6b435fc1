import { fail } from '../../errno.ts'
import type { Endpoint, Stream } from '../../network.ts'
import { ByteQueue } from '../byte-queue.ts'
import { WaitQueue } from '../wait-queue.ts'

const room = 256 * 1024

/** One direction of a connection. */
class Direction {
  readonly bytes = new ByteQueue()
  readonly changed = new WaitQueue()
  ended = false
  reset = false
}

class LoopbackStream implements Stream {
  constructor(
    readonly local: Endpoint,
    readonly remote: Endpoint,
    private readonly incoming: Direction,
    private readonly outgoing: Direction,
  ) {}

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const { bytes, changed, ended, reset } = this.incoming
      if (reset) fail('ECONNRESET')
      if (bytes.length > 0) {
        const taken = bytes.take(65_536)
        changed.wake()
        return taken
      }
      if (ended) return undefined
      await new Promise<void>((resolve) => changed.add(resolve))
    }
  }

  async write(data: Uint8Array): Promise<void> {
    const { bytes, changed } = this.outgoing
    while (!this.outgoing.ended && !this.outgoing.reset && bytes.length >= room)
      await new Promise<void>((resolve) => changed.add(resolve))
    if (this.outgoing.reset) fail('ECONNRESET')
    if (this.outgoing.ended) fail('EPIPE')
    bytes.push(data)
    changed.wake()
  }

  end(): void {
    this.outgoing.ended = true
    this.outgoing.changed.wake()
  }

  destroy(): void {
    for (const direction of [this.incoming, this.outgoing]) {
      direction.reset = true
      direction.bytes.clear()
      direction.changed.wake()
    }
  }
}

/** Two ends of a stream that never leaves the machine (or, in tests, the room). */
export function streamPair(first: Endpoint, second: Endpoint): [Stream, Stream] {
  const there = new Direction()
  const back = new Direction()
  return [new LoopbackStream(first, second, back, there), new LoopbackStream(second, first, there, back)]
}
