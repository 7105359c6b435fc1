import { hkdf } from '@noble/hashes/hkdf.js'
import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { scrypt } from '@noble/hashes/scrypt.js'
import { AsyncWrap } from '../../async-wrap.ts'
import { hold, letGo, nextTurn } from '../../event-loop.ts'
import { dataOf } from '../../facts.ts'
import { host } from '../../host.ts'
import { bytesOf, requireDigest } from './digests.ts'
import { KeyObjectHandle } from './keys.ts'

const { kCryptoJobAsync, kCryptoJobSync } = dataOf('crypto') as {
  kCryptoJobAsync: number
  kCryptoJobSync: number
}

type Bytes = ArrayBufferView | ArrayBuffer
type Secret = Bytes | KeyObjectHandle
const secretBytes = (key: Secret): Uint8Array => (key instanceof KeyObjectHandle ? key.secret : bytesOf(key))

/** A computation that lib wants now, later by callback, or as a promise. The thread does it when it is asked. */
abstract class Job extends AsyncWrap {
  declare ondone?: (error: unknown, result?: unknown) => void

  constructor(
    private readonly mode: number,
    provider: string,
  ) {
    super(provider)
  }

  protected abstract compute(): ArrayBuffer | undefined

  run(): unknown {
    if (this.mode === kCryptoJobSync) {
      try {
        return [undefined, this.compute()]
      } catch (error) {
        return [error]
      }
    }
    if (this.mode !== kCryptoJobAsync) return new Promise((resolve) => resolve(this.compute()))
    hold()
    nextTurn(() => {
      letGo()
      let outcome: [unknown, unknown?]
      try {
        outcome = [undefined, this.compute()]
      } catch (error) {
        outcome = [error]
      }
      this.callBack('ondone', ...outcome)
    })
    return undefined
  }
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer

export class RandomBytesJob extends Job {
  constructor(
    mode: number,
    private readonly into: Bytes,
    private readonly offset: number,
    private readonly size: number,
  ) {
    super(mode, 'RANDOMBYTESREQUEST')
  }

  protected compute(): undefined {
    const bytes = bytesOf(this.into).subarray(this.offset, this.offset + this.size)
    // The platform gives at most 64 KiB at a time.
    for (let at = 0; at < bytes.length; at += 65_536) {
      host.getRandomValues(bytes.subarray(at, at + 65_536) as Uint8Array<ArrayBuffer>)
    }
  }
}

export class PBKDF2Job extends Job {
  readonly #parameters: Parameters<typeof pbkdf2>

  constructor(
    mode: number,
    password: Secret,
    salt: Bytes,
    iterations: number,
    length: number,
    digest: string,
  ) {
    super(mode, 'PBKDF2REQUEST')
    this.#parameters = [
      requireDigest(digest) as never,
      secretBytes(password),
      bytesOf(salt),
      { c: iterations, dkLen: length },
    ]
  }

  protected compute(): ArrayBuffer {
    return bufferOf(pbkdf2(...this.#parameters))
  }
}

export class ScryptJob extends Job {
  readonly #parameters: Parameters<typeof scrypt>

  constructor(
    mode: number,
    password: Bytes,
    salt: Bytes,
    N: number,
    r: number,
    p: number,
    maxmem: number,
    length: number,
  ) {
    super(mode, 'SCRYPTREQUEST')
    if (N < 2 || (N & (N - 1)) !== 0 || 128 * N * r > maxmem) {
      const error = new RangeError('Invalid scrypt params: memory limit exceeded')
      throw Object.assign(error, { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS' })
    }
    this.#parameters = [
      bytesOf(password),
      bytesOf(salt),
      { N, r, p, dkLen: length, maxmem: maxmem + 2 ** 20 },
    ]
  }

  protected compute(): ArrayBuffer {
    return bufferOf(scrypt(...this.#parameters))
  }
}

export class HKDFJob extends Job {
  readonly #parameters: Parameters<typeof hkdf>

  constructor(mode: number, digest: string, key: Secret, salt: Bytes, info: Bytes, length: number) {
    super(mode, 'DERIVEBITSREQUEST')
    this.#parameters = [
      requireDigest(digest) as never,
      secretBytes(key),
      bytesOf(salt),
      bytesOf(info),
      length,
    ]
  }

  protected compute(): ArrayBuffer {
    return bufferOf(hkdf(...this.#parameters))
  }
}

export class HashJob extends Job {
  constructor(
    mode: number,
    private readonly algorithm: string,
    private readonly data: Bytes,
  ) {
    super(mode, 'HASHREQUEST')
  }

  protected compute(): ArrayBuffer {
    return bufferOf((requireDigest(this.algorithm) as (data: Uint8Array) => Uint8Array)(bytesOf(this.data)))
  }
}
