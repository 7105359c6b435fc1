import { fail } from '../../errno.ts'
import type { Datagram, Endpoint } from '../../network.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import type { Task } from '../task.ts'
import { WaitQueue } from '../wait-queue.ts'
import { newSocketNumber, socketStat } from './socket-number.ts'

/** net.core.rmem_default: what comes beyond it is lost, as UDP may. */
const receiveBuffer = 212_992
const largestDatagram = 65_507

/** A UDP socket. With a `remote` it is connected: it talks to that one only, and hears when nobody is there. */
export class DatagramSocket extends OpenFile {
  readonly ino = newSocketNumber()
  readonly #queue: Datagram[] = []
  readonly #arrived = new WaitQueue()
  #queued = 0
  #refused = false

  constructor(
    readonly local: Endpoint,
    readonly remote: Endpoint | undefined,
    private readonly transmit: (packet: Datagram) => Promise<'sent' | 'refused'>,
    private readonly onClosed: () => void,
  ) {
    super(true, true)
  }

  get description(): string {
    return `socket:[${this.ino}]`
  }

  get received(): number {
    return this.#queued
  }

  stat(): FileStat {
    return socketStat(this.ino)
  }

  override endpoints(): { local: Endpoint; remote?: Endpoint } {
    return { local: this.local, ...(this.remote && { remote: this.remote }) }
  }

  /** A packet from the network; the full buffer drops it. */
  offer(packet: Datagram): void {
    if (this.#queued + packet.data.length > receiveBuffer) return
    this.#queue.push(packet)
    this.#queued += packet.data.length
    this.#arrived.wake()
  }

  receive(task: Task): Promise<Datagram> {
    return task.waitFor(this.#arrived, () => {
      if (this.#refused) {
        this.#refused = false
        fail('ECONNREFUSED')
      }
      const packet = this.#queue.shift()
      if (packet) this.#queued -= packet.data.length
      return packet
    })
  }

  async send(data: Uint8Array, to: Endpoint | undefined = this.remote): Promise<void> {
    if (!to) return fail('EDESTADDRREQ')
    if (data.length > largestDatagram) fail('EMSGSIZE')
    if (this.#refused) {
      this.#refused = false
      fail('ECONNREFUSED')
    }
    const outcome = await this.transmit({ from: this.local, to, data: data.slice() })
    // The far machine's "port unreachable" is told to a connected socket at its next call.
    if (outcome === 'refused' && this.remote) {
      this.#refused = true
      this.#arrived.wake()
    }
  }

  override async read(task: Task, length: number): Promise<Uint8Array> {
    return (await this.receive(task)).data.subarray(0, length)
  }

  override write(_task: Task, data: Uint8Array): Promise<void> {
    return this.send(data)
  }

  protected override closed(): void {
    this.onClosed()
  }
}
