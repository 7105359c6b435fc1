import { md5, sha1 } from '@noble/hashes/legacy.js'
import { derElement, derOf, fromBase64, hexPairs, pem, toBase64 } from './encodings.ts'
import { puttyFile } from './putty.ts'
import { joinBytes, sshInteger, sshString } from './ssh-wire.ts'

/** What a new key pair is made of. The private part goes to the caller and is kept nowhere. */
export interface NewKey {
  KeyMaterial: string
  /** The same for PuTTY. */
  puttyMaterial: string
  KeyFingerprint: string
  /** As in authorized_keys, without a comment. */
  publicKey: string
}

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
}

/** RSA 2048 in PKCS#1; its fingerprint is the SHA-1 of the private key in PKCS#8. */
export const newRsaKey = async (): Promise<NewKey> => {
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const { n, e, d, p, q, qi } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  const number = (text: string | undefined) => sshInteger(fromBase64(text!)!)
  const publicBlob = joinBytes(sshString('ssh-rsa'), number(e), number(n))
  const privateBlob = joinBytes(number(d), number(p), number(q), number(qi))
  return {
    KeyMaterial: pem('RSA PRIVATE KEY', pkcs1Of(pkcs8), 64),
    puttyMaterial: puttyFile({ kind: 'ssh-rsa', publicBlob, privateBlob }),
    KeyFingerprint: hexPairs(sha1(pkcs8)),
    publicKey: `ssh-rsa ${toBase64(publicBlob)}`,
  }
}

/** PKCS#8 is: a version, the algorithm, and the key as PKCS#1 has it. */
const pkcs1Of = (pkcs8: Uint8Array): Uint8Array => {
  const body = derElement(pkcs8, 0).content
  const version = derElement(body, 0)
  const kind = derElement(body, version.end)
  return derElement(body, kind.end).content
}

// OID 1.2.840.113549.1.1.1 (rsaEncryption) with its NULL.
const rsaEncryption = Uint8Array.of(0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0)

/** Of an imported key there is no private part: the fingerprint is the MD5 of the public one. */
export const importedRsaFingerprint = (exponent: Uint8Array, modulus: Uint8Array): string => {
  const key = derOf(0x30, derOf(2, modulus), derOf(2, exponent))
  return hexPairs(md5(derOf(0x30, rsaEncryption, derOf(3, Uint8Array.of(0), key))))
}
