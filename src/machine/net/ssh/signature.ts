import { ed25519 } from '@noble/curves/ed25519.js'
import { concat, toBase64 } from '../bytes.ts'
import type { PrivateKey, PublicKey, RsaPrivateKey, RsaPublicKey } from './keys.ts'
import { parsePrivateKey, pkcs8 } from './private-key.ts'
import { WireReader, string } from './wire.ts'

/** RSA keys sign with SHA-2 only, as OpenSSH 8.8 and newer (RFC 8332). */
const rsaHashes: Record<string, string> = { 'rsa-sha2-512': 'SHA-512', 'rsa-sha2-256': 'SHA-256' }

/** A signature in SSH's form: the algorithm's name and the signature's bytes. Throws when the key's numbers do not fit. */
export async function sign(key: PrivateKey, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (key.type === 'ssh-ed25519') return concat([string('ssh-ed25519'), string(ed25519.sign(data, key.seed))])
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }
  const imported = await crypto.subtle.importKey('pkcs8', pkcs8(key), algorithm, false, ['sign'])
  const signature = await crypto.subtle.sign(algorithm.name, imported, concat([data]))
  return concat([string('rsa-sha2-512'), string(new Uint8Array(signature))])
}

export async function verify(key: PublicKey, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  try {
    const reader = new WireReader(signature)
    const algorithm = reader.text()
    const bytes = reader.string()
    if (key.type === 'ssh-ed25519')
      return algorithm === key.type && bytes.length === 64 && ed25519.verify(bytes, data, key.key)
    const hash = rsaHashes[algorithm]
    return hash !== undefined && (await verifyRsa(key, hash, bytes, data))
  } catch (error) {
    // A stranger's bytes: whatever is wrong with them, they are no signature.
    if (error instanceof Error) return false
    throw error
  }
}

async function verifyRsa(key: RsaPublicKey, hash: string, signature: Uint8Array, data: Uint8Array) {
  const jwk = { kty: 'RSA', n: base64url(key.n), e: base64url(key.e) }
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  const imported = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
  return crypto.subtle.verify(algorithm.name, imported, concat([signature]), concat([data]))
}

export async function generateRsa(bits: number): Promise<RsaPrivateKey> {
  const pair = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: bits,
      publicExponent: Uint8Array.of(1, 0, 1),
      hash: 'SHA-512',
    },
    true,
    ['sign', 'verify'],
  )
  const der = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const { key } = parsePrivateKey(
    `-----BEGIN PRIVATE KEY-----\n${toBase64(der)}\n-----END PRIVATE KEY-----\n`,
  )
  if (key.type !== 'ssh-rsa') throw new Error('not an RSA key')
  return key
}

const base64url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
