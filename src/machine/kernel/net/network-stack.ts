import { fail } from '../../errno.ts'
import type { Endpoint, Network, Probe, ProbeAnswer, Stream } from '../../network.ts'
import type { OpenFile } from '../open-file.ts'
import type { SocketInfo } from '../process.ts'
import type { Task } from '../task.ts'
import { isAny, isLoopback, overlaps, plainAddress } from './addresses.ts'
import { Connection } from './connection.ts'
import { DatagramSocket } from './datagram-socket.ts'
import { Datagrams } from './datagrams.ts'
import { Listener } from './listener.ts'
import { streamPair } from './loopback.ts'
import { ownAddresses, sourceFor } from './own-addresses.ts'
import { PortSupply, checkBind } from './ports.ts'
import { UnixSockets } from './unix-sockets.ts'

type Socket = Listener | Connection | DatagramSocket

export const isSocket = (file: OpenFile): file is Socket =>
  file instanceof Listener || file instanceof Connection || file instanceof DatagramSocket

interface Owner {
  pid: number
  command: string
  uid: number
}

/** A socket that is still connecting has no open file yet. */
interface Attempt {
  local: Endpoint
  remote: Endpoint
}

/** TCP, UDP and Unix sockets inside the machine (127.0.0.0/8, its own address) and, through what is plugged in, to the outside. */
export class NetworkStack {
  readonly #listeners = new Set<Listener>()
  readonly #owners = new Map<Socket | Attempt, Owner>()
  readonly #ports = new PortSupply()
  readonly #unix = new UnixSockets()
  readonly #datagrams: Datagrams

  constructor(private readonly network: Network) {
    network.onIncoming((stream) => this.#arrive(stream))
    this.#datagrams = new Datagrams(network)
  }

  get address(): string {
    return this.network.address
  }

  listen(task: Task, endpoint: Endpoint, backlog: number): Listener {
    checkBind(task, endpoint, ownAddresses(this.network))
    const { address } = endpoint
    const port = endpoint.port === 0 ? this.#freePort() : endpoint.port
    if ([...this.#listeners].some(({ local }) => overlaps(local, { address, port }))) fail('EADDRINUSE')
    const listener: Listener = new Listener('tcp', { address, port }, backlog, () => {
      this.#listeners.delete(listener)
      this.#owners.delete(listener)
    })
    this.#listeners.add(listener)
    return this.#own(task, listener)
  }

  async listenUnix(task: Task, path: string, backlog: number): Promise<Listener> {
    const listener: Listener = await this.#unix.listen(task, path, backlog, () =>
      this.#owners.delete(listener),
    )
    return this.#own(task, listener)
  }

  async connect(task: Task, to: Endpoint): Promise<Connection> {
    const address = isAny(to.address) ? '127.0.0.1' : plainAddress(to.address)
    const remote = { address, port: to.port }
    const own = this.#isOwn(address)
    return this.connected(
      task,
      await (own ? this.#connectInside(task, remote) : this.#connectOutside(task, remote)),
    )
  }

  async connectUnix(task: Task, path: string): Promise<Connection> {
    return this.connected(task, await this.#unix.connect(task, path), 'unix')
  }

  connected(task: Task, stream: Stream, family: 'tcp' | 'unix' = 'tcp'): Connection {
    const connection: Connection = new Connection(stream, family, () => this.#owners.delete(connection))
    return this.#own(task, connection)
  }

  openDatagram(task: Task, local: Partial<Endpoint>, remote?: Endpoint): DatagramSocket {
    const socket = this.#datagrams.open(task, local, remote)
    return this.#own(task, socket)
  }

  /** An ICMP echo, or another packet with a limited life: what came back, if anything did. */
  async probe(task: Task, probe: Probe): Promise<ProbeAnswer | undefined> {
    const to = isAny(probe.to) ? '127.0.0.1' : plainAddress(probe.to)
    if (this.#isOwn(to))
      return { kind: probe.protocol === 'icmp' ? 'reply' : 'unreachable', from: to, ttl: 64, milliseconds: 0.03 + Math.random() / 50 } // prettier-ignore
    return task.waitOutside(() => this.network.probe({ ...probe, to, source: sourceFor(this.network, to) }))
  }

  sockets(): Omit<SocketInfo, 'users'>[] {
    const infos: Omit<SocketInfo, 'users'>[] = []
    for (const [socket, owner] of this.#owners) {
      if ('ino' in socket) infos.push({ ...infoOf(socket), ...owner })
      else
        infos.push({ family: 'tcp', state: 'SYN-SENT', ...socket, ino: 0, receiveQueue: 0, sendQueue: 1, ...owner }) // prettier-ignore
    }
    return infos
  }

  /** The machine is off: nobody answers any more. */
  unplug(): void {
    this.network.onIncoming(undefined)
    this.network.onDatagram(undefined)
  }

  #own<T extends Socket | Attempt>(task: Task, socket: T): T {
    this.#owners.set(socket, { pid: task.pid, command: task.command, uid: task.credentials.uid })
    return socket
  }

  #listenerAt(place: Endpoint): Listener | undefined {
    return [...this.#listeners].find(({ local }) => overlaps(local, place))
  }

  #isOwn(address: string): boolean {
    return isLoopback(address) || ownAddresses(this.network).includes(address)
  }

  /** A public address has been translated on the way: what comes in is for one of this machine's own. */
  #arrive(stream: Stream): 'accepted' | 'refused' | 'full' {
    const { address } = stream.local
    const listener = this.#listenerAt({ address, port: stream.local.port })
    if (listener?.full) return 'full'
    return listener?.offer(stream) ? 'accepted' : 'refused'
  }

  async #connectInside(task: Task, to: Endpoint): Promise<Stream> {
    const from = { address: sourceFor(this.network, to.address), port: this.#freePort() }
    const listener = this.#listenerAt(to) ?? fail('ECONNREFUSED')
    await listener.room(task)
    const [near, far] = streamPair(from, to)
    return listener.offer(far) ? near : fail('ECONNREFUSED')
  }

  async #connectOutside(task: Task, to: Endpoint): Promise<Stream> {
    const address = sourceFor(this.network, to.address)
    const attempt = this.#own(task, { local: { address, port: this.#freePort() }, remote: to })
    try {
      return await task.waitOutside((signal) =>
        closingLate(this.network.connect(to, signal, address), signal),
      )
    } finally {
      this.#owners.delete(attempt)
    }
  }

  #freePort(): number {
    return this.#ports.next((port) => [...this.#listeners].some(({ local }) => local.port === port))
  }
}

type Info = Omit<SocketInfo, 'users' | 'pid' | 'command' | 'uid'>

function infoOf(socket: Socket): Info {
  const { ino } = socket
  if (socket instanceof Listener) {
    const { family, local, waiting, backlog } = socket
    return { family, state: 'LISTEN', local, ino, receiveQueue: waiting, sendQueue: backlog }
  }
  if (socket instanceof Connection) {
    const { family, state, received } = socket
    return { family, state, ...socket.endpoints(), ino, receiveQueue: received, sendQueue: 0 }
  }
  const state = socket.remote ? 'ESTAB' : 'UNCONN'
  return { family: 'udp', state, ...socket.endpoints(), ino, receiveQueue: socket.received, sendQueue: 0 }
}

/** A connection that comes about after its caller was interrupted belongs to nobody. */
async function closingLate(opening: Promise<Stream>, signal: AbortSignal): Promise<Stream> {
  const stream = await opening
  if (signal.aborted) stream.destroy()
  return stream
}
