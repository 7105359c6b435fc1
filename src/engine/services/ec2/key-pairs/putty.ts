import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { toBase64 } from './encodings.ts'
import { joinBytes, sshString } from './ssh-wire.ts'

interface PuttyKey {
  kind: 'ssh-rsa' | 'ssh-ed25519'
  /** As in authorized_keys, before base64. */
  publicBlob: Uint8Array
  privateBlob: Uint8Array
}

const comment = 'imported-openssh-key'
const macSecret = 'putty-private-key-file-mac-key'

/** A private key as PuTTY keeps it: version 2, unencrypted. https://the.earth.li/~sgtatham/putty/0.83/htmldoc/AppendixC.html */
export const puttyFile = ({ kind, publicBlob, privateBlob }: PuttyKey): string => {
  const parts = [kind, 'none', comment, publicBlob, privateBlob]
  const mac = hmac(sha1, sha1(new TextEncoder().encode(macSecret)), joinBytes(...parts.map(sshString)))
  return [
    `PuTTY-User-Key-File-2: ${kind}`,
    'Encryption: none',
    `Comment: ${comment}`,
    ...linesOf('Public', publicBlob),
    ...linesOf('Private', privateBlob),
    `Private-MAC: ${Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    '',
  ].join('\n')
}

const linesOf = (part: string, blob: Uint8Array): string[] => {
  const lines = toBase64(blob).match(/.{1,64}/g) ?? []
  return [`${part}-Lines: ${lines.length}`, ...lines]
}
