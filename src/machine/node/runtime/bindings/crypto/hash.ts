import { hmac } from '@noble/hashes/hmac.js'
import { bytesOf, type Digest, digests, findDigest, inEncoding, requireDigest } from './digests.ts'
import { KeyObjectHandle } from './keys.ts'

interface Running {
  update(data: Uint8Array): unknown
  digest(): Uint8Array
  clone(): Running
  xof?(length: number): Uint8Array
}

const start = (digest: Digest, length?: number): Running =>
  (digest as { create(options?: object): Running }).create(
    length === undefined ? undefined : { dkLen: length },
  )

/** The handle behind crypto.createHash. */
export class Hash {
  readonly #running: Running

  constructor(algorithm: string | Hash, outputLength?: number) {
    if (algorithm instanceof Hash) {
      this.#running = algorithm.#running.clone()
      return
    }
    const digest = findDigest(algorithm)
    if (!digest) throw new Error('Digest method not supported')
    const isVariable = /^shake/i.test(algorithm)
    const ownLength = (digest as { outputLen: number }).outputLen
    if (outputLength !== undefined && !isVariable && outputLength !== ownLength) {
      throw Object.assign(new Error('Unsupported state or unable to set digest length'), {
        code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH',
      })
    }
    this.#running = start(digest, isVariable ? outputLength : undefined)
  }

  update(data: string | ArrayBufferView, encoding?: string): boolean {
    this.#running.update(bytesOf(data, encoding))
    return true
  }

  digest(encoding?: string): unknown {
    return inEncoding(this.#running.digest(), encoding)
  }
}

export class Hmac {
  #running?: Running

  init(name: string, key: KeyObjectHandle | ArrayBufferView | ArrayBuffer): void {
    const bytes = key instanceof KeyObjectHandle ? key.secret : bytesOf(key)
    this.#running = hmac.create(requireDigest(name) as never, bytes) as unknown as Running
  }

  update(data: string | ArrayBufferView, encoding?: string): boolean {
    this.#running!.update(bytesOf(data, encoding))
    return true
  }

  digest(encoding?: string): unknown {
    return inEncoding(this.#running!.digest(), encoding)
  }
}

export const getHashes = (): string[] => Object.keys(digests)

export function oneShotDigest(
  algorithm: string,
  _id: number,
  _cache: object,
  data: string | ArrayBufferView,
  encoding: string,
): unknown {
  const digest = findDigest(algorithm)
  if (!digest) throw new Error('Digest method not supported')
  return inEncoding((digest as (data: Uint8Array) => Uint8Array)(bytesOf(data)), encoding)
}
