import { AwsError } from '../../../kernel/index.ts'
import { ed25519Fingerprint } from './ed25519.ts'
import { fromBase64 } from './encodings.ts'
import type { KeyPairRecord } from './records.ts'
import { importedRsaFingerprint } from './rsa.ts'
import { readSshStrings } from './ssh-wire.ts'

const invalidFormat = () => new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format')

const longest = 16_384

/** A line of authorized_keys: RSA or ED25519. */
export const readPublicKey = (
  material: Uint8Array,
): Pick<KeyPairRecord, 'KeyType' | 'KeyFingerprint' | 'PublicKey'> => {
  if (material.length > longest) throw invalidFormat()
  const text = new TextDecoder().decode(material).trim()
  const [kind, key = ''] = text.split(/\s+/, 2)
  const blob = fromBase64(key)
  const [name, ...numbers] = (blob && readSshStrings(blob)) ?? []
  if (!blob || !name || new TextDecoder().decode(name) !== kind) throw invalidFormat()
  if (kind === 'ssh-ed25519' && numbers.length === 1 && numbers[0]!.length === 32)
    return { KeyType: 'ed25519', KeyFingerprint: ed25519Fingerprint(blob), PublicKey: `${text}\n` }
  const [exponent, modulus] = numbers
  if (kind !== 'ssh-rsa' || numbers.length !== 2 || !rsaSizes.has(bitsOf(modulus!))) throw invalidFormat()
  return {
    KeyType: 'rsa',
    KeyFingerprint: importedRsaFingerprint(exponent!, modulus!),
    PublicKey: `${text}\n`,
  }
}

const rsaSizes = new Set([1024, 2048, 4096])

const bitsOf = (modulus: Uint8Array) => (modulus[0] === 0 ? modulus.length - 1 : modulus.length) * 8
