import { sha256 } from '@noble/hashes/sha2.js'

/** Of a block: its SHA-256 in base64. */
export const checksumOf = (bytes: Uint8Array): string => btoa(String.fromCharCode(...sha256(bytes)))

/** LINEAR aggregation: the checksum of the blocks' digests, in the order of their indexes. */
export const aggregate = (checksums: Readonly<Record<number, string>>): string => {
  const inOrder = Object.entries(checksums).sort(([a], [b]) => Number(a) - Number(b))
  const digests = inOrder.map(([, checksum]) => atob(checksum)).join('')
  return checksumOf(Uint8Array.from(digests, (char) => char.charCodeAt(0)))
}
