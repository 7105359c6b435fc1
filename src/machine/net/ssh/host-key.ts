import { ed25519FromSeed, fingerprint, publicKeyLine } from './keys.ts'
import { formatPrivateKey } from './private-key.ts'

/** What boot puts into /etc/ssh/ssh_host_ed25519_key (mode 0600) and its .pub (mode 0644). */
export function generateHostKey(
  randomBytes: (length: number) => Uint8Array,
  comment = '',
): { privateKey: string; publicKey: string; fingerprint: string } {
  const key = ed25519FromSeed(randomBytes(32))
  return {
    privateKey: formatPrivateKey(key, comment, randomBytes),
    publicKey: `${publicKeyLine(key, comment)}\n`,
    fingerprint: fingerprint(key),
  }
}
