import { fail } from '../../errno.ts'
import type { Datagram, Endpoint, Network } from '../../network.ts'
import type { Task } from '../task.ts'
import { anyAddress, isAny, isLoopback, overlaps, plainAddress } from './addresses.ts'
import { DatagramSocket } from './datagram-socket.ts'
import { ownAddresses, sourceFor } from './own-addresses.ts'
import { PortSupply, checkBind } from './ports.ts'

/** UDP inside the machine and, through what is plugged in, to the outside. */
export class Datagrams {
  readonly sockets = new Set<DatagramSocket>()
  readonly #ports = new PortSupply()

  constructor(private readonly network: Network) {
    network.onDatagram((packet) => this.#arrive(packet))
  }

  open(task: Task, wish: Partial<Endpoint>, remote?: Endpoint): DatagramSocket {
    const asked = { address: wish.address ?? anyAddress, port: wish.port ?? 0 }
    checkBind(task, asked, ownAddresses(this.network))
    const taken = (port: number): boolean => this.#others({ ...asked, port }).length > 0
    const port = asked.port || this.#ports.next(taken)
    if (taken(port)) fail('EADDRINUSE')
    const to = remote && { address: plainAddress(remote.address), port: remote.port }
    const address = to && isAny(asked.address) ? sourceFor(this.network, to.address) : asked.address
    const socket: DatagramSocket = new DatagramSocket(
      { address, port },
      to,
      (packet) => this.#send(packet),
      () => this.sockets.delete(socket),
    )
    this.sockets.add(socket)
    return socket
  }

  #others(place: Endpoint): DatagramSocket[] {
    return [...this.sockets].filter(({ local }) => overlaps(local, place))
  }

  async #send(packet: Datagram): Promise<'sent' | 'refused'> {
    const to = { address: plainAddress(packet.to.address), port: packet.to.port }
    const address = isAny(packet.from.address)
      ? sourceFor(this.network, to.address)
      : plainAddress(packet.from.address)
    const sent = { from: { address, port: packet.from.port }, to, data: packet.data }
    if (isLoopback(to.address) || ownAddresses(this.network).includes(to.address))
      return this.#arrive(sent) === 'taken' ? 'sent' : 'refused'
    if (isLoopback(address)) fail('EINVAL')
    return this.network.send(sent)
  }

  /** A connected socket hears its peer only, and before one that hears everybody. */
  #arrive(packet: Datagram): 'taken' | 'refused' {
    const fitting = this.#others(packet.to).filter(
      ({ remote }) => !remote || (remote.port === packet.from.port && remote.address === packet.from.address),
    )
    const socket = fitting.find(({ remote }) => remote) ?? fitting[0]
    socket?.offer(packet)
    return socket ? 'taken' : 'refused'
  }
}
