import type { ByteStream } from '../../byte-stream.ts'
import { ByteReader } from '../../byte-stream.ts'
import { concat } from '../../bytes.ts'
import type { PrivateKey } from '../keys.ts'
import { ed25519FromSeed } from '../keys.ts'
import { WireError, WireReader, mpint, string, uint32 } from '../wire.ts'

/** The agent's messages: draft-ietf-sshm-ssh-agent. */
export const agentMessage = {
  failure: 5,
  success: 6,
  requestIdentities: 11,
  identitiesAnswer: 12,
  signRequest: 13,
  signResponse: 14,
  addIdentity: 17,
  removeIdentity: 18,
  removeAll: 19,
  addConstrained: 25,
} as const

const longest = 256 * 1024
/** SSH_AGENT_CONSTRAIN_LIFETIME. */
const lifetime = 1

export const frame = (type: number, ...fields: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const body = concat([Uint8Array.of(type), ...fields])
  return concat([uint32(body.length), body])
}

/** The next message, or undefined at the end. Throws WireError. */
export async function nextFrame(reader: ByteReader): Promise<{ type: number; body: WireReader } | undefined> {
  const head = await reader.exactly(4)
  if (!head) return undefined
  const length = new WireReader(head).uint32()
  if (length === 0 || length > longest) throw new WireError('bad agent message')
  const bytes = await reader.exactly(length)
  if (!bytes) return undefined
  const body = new WireReader(bytes.slice())
  return { type: body.byte(), body }
}

/** A private key with its comment, as ssh-add sends it. */
const encodeIdentity = (key: PrivateKey, comment: string, seconds?: number): Uint8Array<ArrayBuffer> => {
  const fields =
    key.type === 'ssh-ed25519'
      ? [string(key.key), string(concat([key.seed, key.key]))]
      : [key.n, key.e, key.d, key.qInverse, key.p, key.q].map(mpint)
  const limits = seconds === undefined ? [] : [Uint8Array.of(lifetime), uint32(seconds)]
  const type = seconds === undefined ? agentMessage.addIdentity : agentMessage.addConstrained
  return frame(type, string(key.type), ...fields, string(comment), ...limits)
}

export function decodeIdentity(body: WireReader): { key: PrivateKey; comment: string; seconds?: number } {
  const type = body.text()
  let key: PrivateKey
  if (type === 'ssh-ed25519') {
    body.string()
    key = ed25519FromSeed(body.string().slice(0, 32))
  } else if (type === 'ssh-rsa') {
    const [n, e, d, qInverse, p, q] = Array.from({ length: 6 }, () => body.mpint()) as [
      Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array,
    ] // prettier-ignore
    key = { type, n, e, d, qInverse, p, q }
  } else throw new WireError(`unsupported key type ${type}`)
  const comment = body.text()
  if (body.rest >= 5 && body.byte() === lifetime) return { key, comment, seconds: body.uint32() }
  return { key, comment }
}

/** Asks an agent one thing after the other. */
export class AgentClient {
  readonly #reader: ByteReader
  constructor(private readonly stream: ByteStream) {
    this.#reader = new ByteReader(stream)
  }

  async #ask(request: Uint8Array): Promise<{ type: number; body: WireReader }> {
    await this.stream.write(request)
    const answer = await nextFrame(this.#reader)
    if (!answer) throw new WireError('the agent has gone')
    return answer
  }

  async identities(): Promise<{ blob: Uint8Array; comment: string }[]> {
    const { type, body } = await this.#ask(frame(agentMessage.requestIdentities))
    if (type !== agentMessage.identitiesAnswer) return []
    return Array.from({ length: Math.min(body.uint32(), 2048) }, () => ({
      blob: body.string(),
      comment: body.text(),
    }))
  }

  /** A signature in SSH's form, RSA with SHA-512; undefined when the agent will not. */
  async sign(blob: Uint8Array, data: Uint8Array): Promise<Uint8Array | undefined> {
    const preferSha512 = uint32(4)
    const request = frame(agentMessage.signRequest, string(blob), string(data), preferSha512)
    const { type, body } = await this.#ask(request)
    return type === agentMessage.signResponse ? body.string() : undefined
  }

  async #does(request: Uint8Array): Promise<boolean> {
    return (await this.#ask(request)).type === agentMessage.success
  }

  add(key: PrivateKey, comment: string, seconds?: number): Promise<boolean> {
    return this.#does(encodeIdentity(key, comment, seconds))
  }

  remove(blob: Uint8Array): Promise<boolean> {
    return this.#does(frame(agentMessage.removeIdentity, string(blob)))
  }

  removeAll(): Promise<boolean> {
    return this.#does(frame(agentMessage.removeAll))
  }

  close(): void {
    this.stream.destroy()
  }
}
