import { blake2b, blake2s } from '@noble/hashes/blake2.js'
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js'
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js'
import { plainView } from '../../bytes/views.ts'
import { decodeBytes } from '../../bytes/decode.ts'
import { requireBuiltin } from '../../realm-require.ts'

/** OpenSSL's names for what there is. */
export const digests = {
  md5,
  ripemd160,
  rmd160: ripemd160,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  'sha512-224': sha512_224,
  'sha512-256': sha512_256,
  'sha3-224': sha3_224,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
  shake128,
  shake256,
  blake2b512: blake2b,
  blake2s256: blake2s,
} as const

export type Digest = (typeof digests)[keyof typeof digests]

export function findDigest(name: string): Digest | undefined {
  const key = name
    .toLowerCase()
    .replace(/^rsa-/, '')
    .replace(/^sha-(\d)/, 'sha$1')
    .replace('/', '-')
  return Object.hasOwn(digests, key) ? digests[key as keyof typeof digests] : undefined
}

export function requireDigest(name: string): Digest {
  const found = findDigest(name)
  if (found) return found
  throw Object.assign(new TypeError(`Invalid digest: ${name}`), { code: 'ERR_CRYPTO_INVALID_DIGEST' })
}

type Data = string | ArrayBufferView | ArrayBuffer

export function bytesOf(data: Data, encoding?: string): Uint8Array {
  if (typeof data === 'string') return bufferFrom(data, encoding)
  return ArrayBuffer.isView(data) ? plainView(data) : new Uint8Array(data)
}

const bufferFrom = (data: string | Uint8Array, encoding?: string): Uint8Array => {
  const { Buffer } = requireBuiltin('buffer') as {
    Buffer: { from(data: unknown, encoding?: string): Uint8Array }
  }
  return Buffer.from(data, encoding === 'buffer' ? undefined : encoding)
}

/** A digest as lib hands it to programs: a Buffer, or text. */
export const inEncoding = (bytes: Uint8Array, encoding?: string): unknown =>
  encoding && encoding !== 'buffer' ? decodeBytes(bytes, encoding.toLowerCase()) : bufferFrom(bytes)
