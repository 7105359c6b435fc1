import { ed25519 } from '@noble/curves/ed25519.js'
import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concat, fromBase64, toBase64 } from '../bytes.ts'
import { WireError, WireReader, mpint, string } from './wire.ts'

export interface Ed25519PublicKey {
  type: 'ssh-ed25519'
  key: Uint8Array
}

/** Big-endian integers. */
export interface RsaPublicKey {
  type: 'ssh-rsa'
  n: Uint8Array
  e: Uint8Array
}

export type PublicKey = Ed25519PublicKey | RsaPublicKey

export interface Ed25519PrivateKey extends Ed25519PublicKey {
  seed: Uint8Array
}

export interface RsaPrivateKey extends RsaPublicKey {
  d: Uint8Array
  p: Uint8Array
  q: Uint8Array
  /** q⁻¹ mod p. */
  qInverse: Uint8Array
}

export type PrivateKey = Ed25519PrivateKey | RsaPrivateKey

/** The key as it goes over the wire and, in base64, into authorized_keys. */
export const encodePublicKey = (key: PublicKey): Uint8Array<ArrayBuffer> =>
  key.type === 'ssh-ed25519'
    ? concat([string(key.type), string(key.key)])
    : concat([string(key.type), mpint(key.e), mpint(key.n)])

/** Undefined for kinds of keys that we do not know, and for bytes that are no key. */
export function decodePublicKey(blob: Uint8Array): PublicKey | undefined {
  try {
    const reader = new WireReader(blob)
    const type = reader.text()
    if (type === 'ssh-ed25519') {
      const key = reader.string()
      return key.length === 32 && reader.rest === 0 ? { type, key } : undefined
    }
    if (type !== 'ssh-rsa') return undefined
    const e = reader.mpint()
    const n = reader.mpint()
    return n.length >= 128 && n.length <= 2048 && e.length <= 8 ? { type, n, e } : undefined
  } catch (error) {
    if (error instanceof WireError) return undefined
    throw error
  }
}

export const publicKeyLine = (key: PublicKey, comment = ''): string =>
  `${key.type} ${toBase64(encodePublicKey(key))}${comment && ` ${comment}`}`

/** A line of id_x.pub or known_hosts' end: type, base64, comment. */
export function parsePublicKeyLine(line: string): { key: PublicKey; comment: string } | undefined {
  const [type, base64, ...comment] = line.trim().split(/[ \t]+/, 40)
  const blob = base64 ? fromBase64(base64) : undefined
  const key = blob && decodePublicKey(blob)
  return key && key.type === type ? { key, comment: comment.join(' ') } : undefined
}

/** `SHA256:` and 43 characters, as ssh shows it. */
export const fingerprint = (key: PublicKey): string =>
  `SHA256:${toBase64(sha256(encodePublicKey(key))).replace(/=+$/, '')}`

/** `MD5:` and 16 bytes, as older tools show it. */
export const md5Fingerprint = (key: PublicKey): string =>
  `MD5:${Array.from(md5(encodePublicKey(key)), (byte) => byte.toString(16).padStart(2, '0')).join(':')}`

/** `ED25519`, `RSA`: how ssh names the kind of a key to people. */
export const keyKind = (key: PublicKey): string => (key.type === 'ssh-ed25519' ? 'ED25519' : 'RSA')

export const keyBits = (key: PublicKey): number => {
  if (key.type === 'ssh-ed25519') return 256
  return (key.n.length - 1) * 8 + (32 - Math.clz32(key.n[0] ?? 0))
}

export const publicPart = (key: PrivateKey): PublicKey =>
  key.type === 'ssh-ed25519' ? { type: key.type, key: key.key } : { type: key.type, n: key.n, e: key.e }

export function ed25519FromSeed(seed: Uint8Array): Ed25519PrivateKey {
  return { type: 'ssh-ed25519', seed, key: ed25519.getPublicKey(seed) }
}
