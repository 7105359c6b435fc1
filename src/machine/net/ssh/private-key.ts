import { concat, fromBase64, sameBytes, text, toBase64, utf8 } from '../bytes.ts'
import { DerReader, der, derInteger, tags } from './der.ts'
import type { PrivateKey, PublicKey, RsaPrivateKey } from './keys.ts'
import { ed25519FromSeed, encodePublicKey } from './keys.ts'
import { WireError, WireReader, mpint, string, uint32 } from './wire.ts'

export class KeyFormatError extends Error {
  override readonly name = 'KeyFormatError'
  /** @param reason ssh's word behind `Load key "…": `. */
  constructor(
    readonly reason:
      | 'error in libcrypto'
      | 'incorrect passphrase supplied to decrypt private key'
      | 'unknown or unsupported key type',
  ) {
    super(reason)
  }
}

/** DER's tag for a bit string. */
const bitString = 3
const magic = 'openssh-key-v1\0'
const rsaObjectId = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01)
const ed25519ObjectId = Uint8Array.of(0x2b, 0x65, 0x70)

/** A private key file: OpenSSH's own format, PKCS#1 (`BEGIN RSA PRIVATE KEY`) or PKCS#8. Throws KeyFormatError. */
export function parsePrivateKey(file: string): { key: PrivateKey; comment: string } {
  const { label, bytes } = unarmor(file)
  try {
    if (label === 'OPENSSH PRIVATE KEY') return parseOpenSsh(bytes)
    if (label === 'RSA PRIVATE KEY') return { key: parsePkcs1(bytes), comment: '' }
    if (label === 'PRIVATE KEY') return { key: parsePkcs8(bytes), comment: '' }
  } catch (error) {
    if (!(error instanceof WireError)) throw error
  }
  // What OpenSSH cannot read it hands to libcrypto, and OpenSSL 3 has one word for all that it cannot read either.
  throw new KeyFormatError('error in libcrypto')
}

function unarmor(file: string): { label: string; bytes: Uint8Array } {
  const lines = file.split('\n').map((line) => line.trim())
  const begin = lines.findIndex((line) => line.startsWith('-----BEGIN ') && line.endsWith('-----'))
  if (begin < 0) throw new KeyFormatError('error in libcrypto')
  const label = lines[begin]!.slice('-----BEGIN '.length, -'-----'.length)
  const end = lines.indexOf(`-----END ${label}-----`, begin)
  const damaged = new KeyFormatError('error in libcrypto')
  if (end < 0) throw damaged
  const body = lines.slice(begin + 1, end)
  if (body.some((line) => line.startsWith('Proc-Type:') && line.includes('ENCRYPTED')))
    throw new KeyFormatError('incorrect passphrase supplied to decrypt private key')
  const bytes = fromBase64(body.join(''))
  if (!bytes) throw damaged
  return { label, bytes }
}

/** PROTOCOL.key of OpenSSH. */
function parseOpenSsh(bytes: Uint8Array): { key: PrivateKey; comment: string } {
  const reader = new WireReader(bytes)
  if (text(reader.take(magic.length)) !== magic) throw new WireError('no magic')
  const cipher = reader.text()
  reader.string() // kdf name
  reader.string() // kdf options
  if (cipher !== 'none') throw new KeyFormatError('incorrect passphrase supplied to decrypt private key')
  if (reader.uint32() !== 1) throw new WireError('not exactly one key')
  const publicBlob = reader.string()
  const secret = new WireReader(reader.string())
  // A wrong passphrase would show by this; a changed letter does too.
  if (secret.uint32() !== secret.uint32())
    throw new KeyFormatError('incorrect passphrase supplied to decrypt private key')
  const key = parseOpenSshSecret(secret)
  if (!sameBytes(encodePublicKey(key), publicBlob)) throw new WireError('public and private part differ')
  return { key, comment: secret.text() }
}

function parseOpenSshSecret(secret: WireReader): PrivateKey {
  const type = secret.text()
  if (type === 'ssh-ed25519') {
    secret.string() // the public key again
    const seedAndKey = secret.string()
    if (seedAndKey.length !== 64) throw new WireError('bad seed')
    return ed25519FromSeed(seedAndKey.slice(0, 32))
  }
  if (type !== 'ssh-rsa') throw new KeyFormatError('unknown or unsupported key type')
  const n = secret.mpint()
  const e = secret.mpint()
  const d = secret.mpint()
  const qInverse = secret.mpint()
  const p = secret.mpint()
  const q = secret.mpint()
  return { type, n, e, d, p, q, qInverse }
}

function parsePkcs1(bytes: Uint8Array): RsaPrivateKey {
  const sequence = new DerReader(bytes).sequence()
  sequence.integer() // version
  const n = sequence.integer()
  const e = sequence.integer()
  const d = sequence.integer()
  const p = sequence.integer()
  const q = sequence.integer()
  sequence.integer() // d mod p-1
  sequence.integer() // d mod q-1
  const qInverse = sequence.integer()
  if (n.length < 128 || n.length > 2048) throw new WireError('unsupported key length')
  return { type: 'ssh-rsa', n, e, d, p, q, qInverse }
}

function parsePkcs8(bytes: Uint8Array): PrivateKey {
  const sequence = new DerReader(bytes).sequence()
  sequence.integer()
  const algorithm = sequence.sequence().next(tags.objectId)
  const secret = sequence.next(tags.octets)
  if (sameBytes(algorithm, rsaObjectId)) return parsePkcs1(secret)
  if (!sameBytes(algorithm, ed25519ObjectId)) throw new WireError('unsupported algorithm')
  const seed = new DerReader(secret).next(tags.octets)
  if (seed.length !== 32) throw new WireError('bad seed')
  return ed25519FromSeed(seed.slice())
}

/** OpenSSH's own format, unencrypted. */
export function formatPrivateKey(
  key: PrivateKey,
  comment: string,
  randomBytes: (length: number) => Uint8Array,
): string {
  const check = randomBytes(4)
  const fields =
    key.type === 'ssh-ed25519'
      ? [string(key.type), string(key.key), string(concat([key.seed, key.key]))]
      : [string(key.type), ...[key.n, key.e, key.d, key.qInverse, key.p, key.q].map(mpint)]
  let secret = concat([check, check, ...fields, string(comment)])
  const padding = Uint8Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1)
  secret = concat([secret, padding])
  const bytes = concat([
    utf8(magic),
    string('none'),
    string('none'),
    string(''),
    uint32(1),
    string(encodePublicKey(key)),
    string(secret),
  ])
  return armor('OPENSSH PRIVATE KEY', bytes, 70)
}

/** PKCS#1, the form of EC2's own RSA .pem files. */
export function formatRsaPem(key: RsaPrivateKey): string {
  return armor('RSA PRIVATE KEY', pkcs1(key), 64)
}

/** A public RSA key as PKCS#1 (`PEM`) or PKCS#8; undefined for other keys and formats. */
export function publicPem(key: PublicKey, format: string): string | undefined {
  if (key.type !== 'ssh-rsa') return undefined
  const numbers = der(tags.sequence, derInteger(key.n), derInteger(key.e))
  if (format === 'PEM') return armor('RSA PUBLIC KEY', numbers, 64)
  if (format !== 'PKCS8') return undefined
  const algorithm = der(tags.sequence, der(tags.objectId, rsaObjectId), Uint8Array.of(0x05, 0x00))
  const bits = concat([Uint8Array.of(0), numbers])
  return armor('PUBLIC KEY', der(tags.sequence, algorithm, der(bitString, bits)), 64)
}

function pkcs1(key: RsaPrivateKey): Uint8Array<ArrayBuffer> {
  const { dp, dq } = crtExponents(key)
  const numbers = [new Uint8Array(0), key.n, key.e, key.d, key.p, key.q, dp, dq, key.qInverse]
  return der(tags.sequence, ...numbers.map(derInteger))
}

/** PKCS#8, as WebCrypto imports it. */
export const pkcs8 = (key: RsaPrivateKey): Uint8Array<ArrayBuffer> =>
  der(
    tags.sequence,
    derInteger(new Uint8Array(0)),
    der(tags.sequence, der(tags.objectId, rsaObjectId), Uint8Array.of(0x05, 0x00)),
    der(tags.octets, pkcs1(key)),
  )

function crtExponents({ d, p, q }: RsaPrivateKey): { dp: Uint8Array; dq: Uint8Array } {
  const dp = toBigInt(d) % (toBigInt(p) - 1n)
  const dq = toBigInt(d) % (toBigInt(q) - 1n)
  return { dp: fromBigInt(dp), dq: fromBigInt(dq) }
}

const toBigInt = (bytes: Uint8Array): bigint =>
  bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)

function fromBigInt(value: bigint): Uint8Array {
  const hex = value.toString(16)
  const even = hex.length % 2 ? `0${hex}` : hex
  return Uint8Array.from({ length: even.length / 2 }, (_, i) =>
    Number.parseInt(even.slice(2 * i, 2 * i + 2), 16),
  )
}

function armor(label: string, bytes: Uint8Array, width: number): string {
  const base64 = toBase64(bytes)
  const lines: string[] = []
  for (let at = 0; at < base64.length; at += width) lines.push(base64.slice(at, at + width))
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
