import { sha256 } from '@noble/hashes/sha2.js'
import type { PublicKey } from './keys.ts'
import { encodePublicKey, keyBits, keyKind } from './keys.ts'

const width = 17
const height = 9
const symbols = ' .o+=*BOX@%&#/^SE'

/** The drunken bishop's walk over the key's digest (sshkey.c, fingerprint_randomart). */
export function randomart(key: PublicKey): string {
  const visits = Array.from({ length: height }, () => Array.from({ length: width }, () => 0))
  let x = width >> 1
  let y = height >> 1
  const mostVisits = symbols.length - 3
  for (const byte of sha256(encodePublicKey(key)))
    for (let bits = byte, step = 0; step < 4; step++, bits >>= 2) {
      x = Math.min(width - 1, Math.max(0, x + (bits & 1 ? 1 : -1)))
      y = Math.min(height - 1, Math.max(0, y + (bits & 2 ? 1 : -1)))
      visits[y]![x] = Math.min(mostVisits, visits[y]![x]! + 1)
    }
  visits[height >> 1]![width >> 1] = symbols.length - 2
  visits[y]![x] = symbols.length - 1
  const rows = visits.map((row) => `|${row.map((count) => symbols[count]).join('')}|`)
  return [border(`${keyKind(key)} ${keyBits(key)}`), ...rows, border('SHA256')].join('\n')
}

function border(label: string): string {
  const title = `[${label}]`
  const left = (width - title.length) >> 1
  return `+${'-'.repeat(left)}${title}${'-'.repeat(width - title.length - left)}+`
}
