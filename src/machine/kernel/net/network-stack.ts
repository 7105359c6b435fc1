import { fail } from '../../errno.ts'
import type { Endpoint, Network, Stream } from '../../network.ts'
import type { SocketInfo } from '../process.ts'
import type { Task } from '../task.ts'
import { Connection } from './connection.ts'
import { Listener } from './listener.ts'
import { streamPair } from './loopback.ts'

const anyAddress = '0.0.0.0'
const firstEphemeral = 32_768
const lastEphemeral = 60_999
const longestBacklog = 4096

const isLoopback = (address: string): boolean => address.startsWith('127.')

interface Owned {
  socket: Listener | Connection
  pid: number
  command: string
}

/** TCP inside the machine (127.0.0.0/8, its own address) and, through what is plugged in, to the outside. */
export class NetworkStack {
  readonly #listeners = new Map<number, Listener[]>()
  readonly #sockets = new Map<Listener | Connection, Owned>()
  #lastPort = firstEphemeral

  constructor(private readonly network: Network) {
    // A public address has been translated on the way: what comes in is for this machine's own one.
    network.onIncoming((stream) => (this.#arrive(stream, network.address) ? 'accepted' : 'refused'))
  }

  listen(task: Task, endpoint: Endpoint, backlog: number): Listener {
    const { address } = endpoint
    const port = endpoint.port === 0 ? this.#freePort() : endpoint.port
    if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('EINVAL')
    if (address !== anyAddress && !isLoopback(address) && address !== this.network.address)
      fail('EADDRNOTAVAIL')
    if (port < 1024 && task.credentials.uid !== 0) fail('EACCES')
    const others = this.#listeners.get(port) ?? []
    const clashes = ({ local }: Listener): boolean =>
      local.address === address || local.address === anyAddress || address === anyAddress
    if (others.some(clashes)) fail('EADDRINUSE')
    const listener: Listener = new Listener(
      { address, port },
      Math.min(Math.max(backlog, 1), longestBacklog),
      () => this.#stopListening(listener),
    )
    this.#listeners.set(port, [...others, listener])
    this.#own(task, listener)
    return listener
  }

  async connect(task: Task, to: Endpoint): Promise<Connection> {
    const address = to.address === anyAddress ? '127.0.0.1' : to.address
    const own = isLoopback(address) || address === this.network.address
    const stream = own
      ? this.#connectInside({ address, port: to.port })
      : await task.waitOutside((signal) => closingLate(this.network.connect(to, signal), signal))
    return this.connected(task, stream)
  }

  connected(task: Task, stream: Stream): Connection {
    const connection: Connection = new Connection(stream, () => this.#sockets.delete(connection))
    this.#own(task, connection)
    return connection
  }

  sockets(): SocketInfo[] {
    return [...this.#sockets.values()].map(({ socket, pid, command }) => ({
      state: socket instanceof Listener ? 'LISTEN' : 'ESTAB',
      ...socket.endpoints(),
      pid,
      command,
    }))
  }

  /** The machine is off: nobody answers any more. */
  unplug(): void {
    this.network.onIncoming(undefined)
  }

  #own(task: Task, socket: Listener | Connection): void {
    this.#sockets.set(socket, { socket, pid: task.pid, command: task.command })
  }

  #arrive(stream: Stream, address: string): boolean {
    const matching = (this.#listeners.get(stream.local.port) ?? []).filter(
      ({ local }) => local.address === anyAddress || local.address === address,
    )
    return matching.some((listener) => listener.offer(stream))
  }

  #connectInside(to: Endpoint): Stream {
    const from = {
      address: isLoopback(to.address) ? '127.0.0.1' : this.network.address,
      port: this.#freePort(),
    }
    const [near, far] = streamPair(from, to)
    if (!this.#arrive(far, to.address)) fail('ECONNREFUSED')
    return near
  }

  #freePort(): number {
    for (let tries = firstEphemeral; tries <= lastEphemeral; tries++) {
      this.#lastPort = this.#lastPort >= lastEphemeral ? firstEphemeral : this.#lastPort + 1
      if (!this.#listeners.has(this.#lastPort)) return this.#lastPort
    }
    return fail('EADDRNOTAVAIL')
  }

  #stopListening(listener: Listener): void {
    const { port } = listener.local
    const left = (this.#listeners.get(port) ?? []).filter((other) => other !== listener)
    if (left.length > 0) this.#listeners.set(port, left)
    else this.#listeners.delete(port)
    this.#sockets.delete(listener)
  }
}

/** A connection that comes about after its caller was interrupted belongs to nobody. */
async function closingLate(opening: Promise<Stream>, signal: AbortSignal): Promise<Stream> {
  const stream = await opening
  if (signal.aborted) stream.destroy()
  return stream
}
