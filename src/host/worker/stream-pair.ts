import { type Endpoint, ErrnoError, type Stream } from '#machine'

const windowSize = 65_536

/** One direction of a connection: bytes queue up to the window, then writers wait. */
class Lane {
  readonly #queue: Uint8Array[] = []
  #size = 0
  #ended = false
  #reset = false
  #readers: (() => void)[] = []
  #writers: (() => void)[] = []

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#reset) throw new ErrnoError('ECONNRESET')
      const bytes = this.#queue.shift()
      if (bytes) {
        this.#size -= bytes.length
        wake(this.#writers)
        return bytes
      }
      if (this.#ended) return undefined
      await new Promise<void>((resolve) => this.#readers.push(resolve))
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    while (this.#size >= windowSize && !this.#reset && !this.#ended)
      await new Promise<void>((resolve) => this.#writers.push(resolve))
    if (this.#reset) throw new ErrnoError('ECONNRESET')
    if (this.#ended) throw new ErrnoError('EPIPE')
    if (bytes.length === 0) return
    this.#queue.push(bytes)
    this.#size += bytes.length
    wake(this.#readers)
  }

  end() {
    this.#ended = true
    wake(this.#readers)
    wake(this.#writers)
  }

  reset() {
    this.#reset = true
    wake(this.#readers)
    wake(this.#writers)
  }
}

const wake = (waiting: (() => void)[]) => {
  for (const resolve of waiting.splice(0)) resolve()
}

const stream = (local: Endpoint, remote: Endpoint, incoming: Lane, outgoing: Lane): Stream => ({
  local,
  remote,
  read: () => incoming.read(),
  // A copy: the writer may go on using its buffer.
  write: (bytes) => outgoing.write(bytes.slice()),
  end: () => outgoing.end(),
  destroy: () => {
    incoming.reset()
    outgoing.reset()
  },
})

/** The two ends of a TCP connection. What the client sees as remote may differ from what the server sees as local (NAT). */
export const streamPair = (ends: {
  client: { local: Endpoint; remote: Endpoint }
  server: { local: Endpoint; remote: Endpoint }
}): { client: Stream; server: Stream } => {
  const up = new Lane()
  const down = new Lane()
  return {
    client: stream(ends.client.local, ends.client.remote, down, up),
    server: stream(ends.server.local, ends.server.remote, up, down),
  }
}
