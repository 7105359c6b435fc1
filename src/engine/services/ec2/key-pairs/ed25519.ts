import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { RandomBytes } from '../../../kernel/index.ts'
import { pem, toBase64 } from './encodings.ts'
import { puttyFile } from './putty.ts'
import type { NewKey } from './rsa.ts'
import { joinBytes, sshString, sshUint32 } from './ssh-wire.ts'

const kind = 'ssh-ed25519'

/** ED25519 in OpenSSH's own format, unencrypted. https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key */
export const newEd25519Key = (random: RandomBytes): NewKey => {
  const secret = random(32)
  const publicKey = ed25519.getPublicKey(secret)
  const blob = joinBytes(sshString(kind), sshString(publicKey))
  const check = random(4)
  const fields = joinBytes(
    check,
    check,
    sshString(kind),
    sshString(publicKey),
    sshString(joinBytes(secret, publicKey)),
    sshString(''),
  )
  // Filled up with 1, 2, 3… to the cipher's block size, which is 8 for none.
  const padding = Uint8Array.from({ length: (8 - (fields.length % 8)) % 8 }, (_, index) => index + 1)
  const file = joinBytes(
    new TextEncoder().encode('openssh-key-v1\0'),
    sshString('none'),
    sshString('none'),
    sshString(''),
    sshUint32(1),
    sshString(blob),
    sshString(joinBytes(fields, padding)),
  )
  return {
    KeyMaterial: `${pem('OPENSSH PRIVATE KEY', file, 70)}\n`,
    puttyMaterial: puttyFile({ kind, publicBlob: blob, privateBlob: sshString(secret) }),
    KeyFingerprint: ed25519Fingerprint(blob),
    publicKey: `${kind} ${toBase64(blob)}`,
  }
}

export const ed25519Fingerprint = (blob: Uint8Array): string => toBase64(sha256(blob))
