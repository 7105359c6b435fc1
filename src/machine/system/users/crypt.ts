import { sha512 } from '@noble/hashes/sha2.js'
import type { Process } from '../../kernel/process.ts'
import { concat } from '../../net/bytes.ts'

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const usualRounds = 5000
const mostRounds = 999_999
/** crypt's own limit, in bytes. */
const longestPassword = 512
/** So often others get a turn. */
const roundsAtOnce = 500

const encoder = new TextEncoder()

const repeated = (bytes: Uint8Array, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => bytes[index % bytes.length]!)

/** crypt(3) with SHA-512: https://www.akkadia.org/drepper/SHA-crypt.txt. `setting` begins with `$6$`. */
export async function sha512Crypt(proc: Process, password: string, setting: string): Promise<string> {
  const [, , given, salted] = /^\$6\$((?:rounds=(\d+)\$)?)([^$]{0,16})/.exec(setting)?.slice(0, 4) ?? []
  const rounds = given ? Math.min(mostRounds, Math.max(1000, Number(given))) : usualRounds
  const salt = encoder.encode(salted ?? '')
  const key = encoder.encode(password).subarray(0, longestPassword)
  let digest = firstDigest(key, salt)
  const long = repeated(
    sha512(new Uint8Array(key.length * key.length).map((_, at) => key[at % key.length]!)),
    key.length,
  )
  const saltTimes = 16 + digest[0]!
  const short = repeated(sha512(repeated(salt, salt.length * saltTimes)), salt.length)
  for (let round = 0; round < rounds; round++) {
    if (round % roundsAtOnce === 0) await proc.yield()
    digest = sha512(
      concat([
        round % 2 === 1 ? long : digest,
        round % 3 === 0 ? none : short,
        round % 7 === 0 ? none : long,
        round % 2 === 1 ? digest : long,
      ]),
    )
  }
  return `$6$${given ? `rounds=${rounds}$` : ''}${salted ?? ''}$${encode(digest)}`
}

const none = new Uint8Array(0)

function firstDigest(key: Uint8Array, salt: Uint8Array): Uint8Array {
  const other = sha512(concat([key, salt, key]))
  const parts = [key, salt, repeated(other, key.length)]
  for (let length = key.length; length > 0; length >>= 1) parts.push(length & 1 ? other : key)
  return sha512(concat(parts))
}

/** crypt's own base64: three bytes at a time, taken from the thirds of the digest in turn. */
function encode(digest: Uint8Array): string {
  let text = ''
  const put = (value: number, letters: number): void => {
    for (let left = value, count = 0; count < letters; count++, left >>= 6) text += alphabet[left & 63]
  }
  for (let at = 0; at < 21; at++) {
    const thirds = [at, at + 21, at + 42]
    const [a, b, c] = [0, 1, 2].map((index) => digest[thirds[(index + at) % 3]!]!) as [number, number, number]
    put((a << 16) | (b << 8) | c, 4)
  }
  put(digest[63]!, 2)
  return text
}

/** A password as /etc/shadow keeps it. */
export function hashPassword(proc: Process, password: string): Promise<string> {
  const salt = Array.from(proc.system.randomBytes(16), (byte) => alphabet[byte & 63]).join('')
  return sha512Crypt(proc, password, `$6$${salt}$`)
}

/** Whether a password is the one; an empty field needs none, and what is no hash of ours fits none. */
export async function passwordFits(proc: Process, password: string, hash: string): Promise<boolean> {
  if (hash === '') return true
  if (!hash.startsWith('$6$')) return false
  return (await sha512Crypt(proc, password, hash)) === hash
}
