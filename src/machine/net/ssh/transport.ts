import { sha256 } from '@noble/hashes/sha2.js'
import { ByteReader, type ByteStream } from '../byte-stream.ts'
import { concat, utf8 } from '../bytes.ts'
import type { Message, MessageOf, MessageType } from './messages.ts'
import { decodeMessage, encodeMessage } from './messages.ts'
import { WireError, string, uint32 } from './wire.ts'

/** What both sides say first; `nc` shows it too. */
export const banner = 'SSH-2.0-OpenSSH_8.7'

const longestPacket = 1 << 20

/** The peer hung up (undefined) or said goodbye with a reason. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected'
  constructor(readonly reason?: string) {
    super(reason ?? 'connection closed')
  }
}

/** The peer spoke something else than SSH. */
export class NotSsh extends Error {
  override readonly name = 'NotSsh'
}

export interface Handshake {
  /** The peer's banner. */
  readonly version: string
  readonly ownNonce: Uint8Array
  readonly peerNonce: Uint8Array
}

export class Transport {
  readonly #reader: ByteReader
  #sending: Promise<void> = Promise.resolve()
  constructor(private readonly stream: ByteStream) {
    this.#reader = new ByteReader(stream)
  }

  /** Exchanges banners and nonces. Throws NotSsh, Disconnected. */
  async greet(randomBytes: (length: number) => Uint8Array): Promise<Handshake> {
    const ownNonce = randomBytes(32)
    await this.stream.write(utf8(`${banner}\r\n`))
    const version = await this.#readBanner()
    await this.send({ type: 'hello', nonce: ownNonce })
    const { nonce } = await this.expect('hello')
    return { version, ownNonce, peerNonce: nonce }
  }

  /** Other lines may come before the banner (RFC 4253 section 4.2). */
  async #readBanner(): Promise<string> {
    for (let lines = 0; lines < 50; lines++) {
      const line = await this.#reader.line(1024)
      if (line === undefined) throw new Disconnected()
      if (line.startsWith('SSH-')) return line
    }
    throw new NotSsh()
  }

  /** Packets of several senders never mix: each waits for those before it. */
  send(message: Message): Promise<void> {
    const payload = encodeMessage(message)
    const sent = this.#sending.then(() => this.stream.write(concat([uint32(payload.length), payload])))
    this.#sending = sent.catch(() => undefined)
    return sent
  }

  /** Throws Disconnected at the end of the stream, WireError for nonsense. */
  async receive(): Promise<Message> {
    const head = await this.#reader.exactly(4)
    if (!head) throw new Disconnected()
    const length = new DataView(head.buffer, head.byteOffset, 4).getUint32(0)
    if (length > longestPacket) throw new WireError('packet too long')
    const payload = await this.#reader.exactly(length)
    if (!payload) throw new Disconnected()
    const message = decodeMessage(payload)
    if (message.type === 'disconnect') throw new Disconnected(message.reason)
    return message
  }

  async expect<T extends MessageType>(type: T): Promise<MessageOf<T>> {
    const message = await this.receive()
    if (message.type !== type) throw new WireError(`expected ${type}, got ${message.type}`)
    return message as unknown as MessageOf<T>
  }

  /** Says goodbye, if anybody still listens. */
  async close(reason: string): Promise<void> {
    await this.send({ type: 'disconnect', reason }).catch(() => undefined)
    this.stream.end()
  }
}

/** What names this session and no other: both signatures are over it. */
export const sessionId = (parts: {
  clientNonce: Uint8Array
  serverNonce: Uint8Array
  hostKey: Uint8Array
}): Uint8Array =>
  sha256(concat([parts.clientNonce, parts.serverNonce, parts.hostKey].map((part) => string(part))))

export const hostChallenge = (session: Uint8Array): Uint8Array => concat([string('host'), string(session)])

/** RFC 4252 section 7, shortened: the signature binds the session, the user and the key. */
export const userChallenge = (session: Uint8Array, user: string, key: Uint8Array): Uint8Array =>
  concat([string(session), string(user), string('publickey'), string(key)])
