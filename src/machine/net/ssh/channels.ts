import { ErrnoError, isErrno } from '../../errno.ts'
import type { ByteStream } from '../byte-stream.ts'
import type { Message, MessageOf } from './messages.ts'
import type { Transport } from './transport.ts'

/** How many bytes may be on their way in one channel before its reader has taken them. */
const window = 256 * 1024
const largestPart = 32 * 1024
const mostChannels = 256

/** The other side would not open the channel; the message is its reason. */
export class ChannelRefused extends Error {
  override readonly name = 'ChannelRefused'
}

/** Opens what a channel shall lead to on this side. Throws ChannelRefused and errno errors, which refuse it. */
export type OpenFarEnd = (request: MessageOf<'channelOpen'>) => Promise<ByteStream>

/** One stream beside the session: a byte stream like a socket's. */
class Channel implements ByteStream {
  readonly #arrived: Uint8Array[] = []
  #room = window
  #ended = false
  #broken = false
  #sentEnd = false
  #wake: (() => void)[] = []

  constructor(
    readonly number: number,
    private readonly transport: Transport,
    private readonly gone: () => void,
  ) {}

  async read(): Promise<Uint8Array | undefined> {
    while (this.#arrived.length === 0 && !this.#ended && !this.#broken) await this.#change()
    const bytes = this.#arrived.shift()
    if (!bytes && this.#broken) throw new ErrnoError('ECONNRESET')
    if (bytes) await this.transport.send({ type: 'channelWindow', channel: this.number, bytes: bytes.length })
    return bytes
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      while (this.#room <= 0 && !this.#broken) await this.#change()
      if (this.#broken || this.#sentEnd) throw new ErrnoError('EPIPE')
      const part = bytes.slice(at, at + Math.min(this.#room, largestPart))
      at += part.length
      this.#room -= part.length
      await this.transport.send({ type: 'channelData', channel: this.number, bytes: part })
    }
  }

  end(): void {
    if (this.#sentEnd || this.#broken) return
    this.#sentEnd = true
    this.transport.send({ type: 'channelEnd', channel: this.number }).catch(() => undefined)
    this.#leaveWhenDone()
  }

  destroy(): void {
    if (this.#broken) return
    this.transport.send({ type: 'channelClose', channel: this.number }).catch(() => undefined)
    this.break()
  }

  receive(message: Message): void {
    if (message.type === 'channelData') this.#arrived.push(message.bytes)
    if (message.type === 'channelWindow') this.#room += message.bytes
    if (message.type === 'channelEnd') {
      this.#ended = true
      this.#leaveWhenDone()
    }
    if (message.type === 'channelClose') this.break()
    this.#wakeAll()
  }

  /** The other side or the whole connection has gone. */
  break(): void {
    this.#broken = true
    this.gone()
    this.#wakeAll()
  }

  #leaveWhenDone(): void {
    if (this.#ended && this.#sentEnd) this.gone()
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve))
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }
}

/** The channels of one connection, at either end. Whoever receives the connection's messages hands them in. */
export class Channels {
  readonly #channels = new Map<number, Channel>()
  readonly #opening = new Map<number, (message: Message) => void>()
  #next: number

  constructor(
    private readonly transport: Transport,
    side: 'client' | 'server',
    private readonly openFarEnd: OpenFarEnd,
  ) {
    this.#next = side === 'client' ? 0 : 1
  }

  /** @returns whether the message was a channel's. Never waits. */
  handle(message: Message): boolean {
    switch (message.type) {
      case 'channelOpen':
        void this.#answer(message)
        return true
      case 'channelOpened':
      case 'channelRefused':
        this.#opening.get(message.channel)?.(message)
        return true
      case 'channelData':
      case 'channelWindow':
      case 'channelEnd':
      case 'channelClose':
        this.#channels.get(message.channel)?.receive(message)
        return true
      default:
        return false
    }
  }

  /** Throws ChannelRefused. */
  async open(kind: string, host = '', port = 0): Promise<ByteStream> {
    const number = this.#next
    this.#next += 2
    const channel = this.#add(number)
    const answer = new Promise<Message>((resolve) => this.#opening.set(number, resolve))
    await this.transport.send({ type: 'channelOpen', channel: number, kind, host, port })
    const message = await answer
    this.#opening.delete(number)
    if (message.type !== 'channelRefused') return channel
    this.#channels.delete(number)
    throw new ChannelRefused(message.reason)
  }

  /** The connection is over. */
  closeAll(): void {
    for (const channel of this.#channels.values()) channel.break()
    for (const [channel, resolve] of this.#opening)
      resolve({ type: 'channelRefused', channel, reason: 'connection closed' })
  }

  #add(number: number): Channel {
    const channel = new Channel(number, this.transport, () => this.#channels.delete(number))
    this.#channels.set(number, channel)
    return channel
  }

  async #answer(request: MessageOf<'channelOpen'>): Promise<void> {
    const { channel: number } = request
    try {
      if (this.#channels.size >= mostChannels || this.#channels.has(number))
        throw new ChannelRefused('resource shortage')
      const far = await this.openFarEnd(request)
      const near = this.#add(number)
      await this.transport.send({ type: 'channelOpened', channel: number })
      await splice(near, far)
    } catch (error) {
      const reason = error instanceof ChannelRefused ? error.message : isErrno(error) ? `connect failed: ${error.message}` : undefined // prettier-ignore
      if (reason !== undefined) await this.transport.send({ type: 'channelRefused', channel: number, reason }).catch(() => undefined) // prettier-ignore
    }
  }
}

/** Joins two streams: what either says goes to the other, an end as an end and a break as a break. */
export async function splice(one: ByteStream, other: ByteStream): Promise<void> {
  const pump = async (from: ByteStream, to: ByteStream): Promise<void> => {
    for (let bytes; (bytes = await from.read());) await to.write(bytes)
    to.end()
  }
  try {
    await Promise.all([pump(one, other), pump(other, one)])
  } catch (error) {
    if (!isErrno(error)) throw error
  } finally {
    one.destroy()
    other.destroy()
  }
}
