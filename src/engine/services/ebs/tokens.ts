import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { CallContext } from '../../kernel/index.ts'

/** How long lists and their tokens are good: as recorded. */
export const tokenLifetime = 585_000_000

/** In front of what each token says, as AWS's all begin alike. */
const header = 'AlMB'

const nonceLength = 8
const macLength = 32

/**
 * An opaque token for a text: it differs at every call, is good for the account alone, and for the time
 * given. What it is for is not in it, but has to be said again to check it.
 */
export const sealToken = ({ account, random, now }: CallContext, text: string): string => {
  const nonce = random(nonceLength)
  const expires = Math.floor((now.getTime() + tokenLifetime) / 1000)
  return header + encode(joined(nonce, number(expires), macOf(account, nonce, expires, text)))
}

export const tokenFits = ({ account, now }: CallContext, token: string, text: string): boolean => {
  const bytes = decode(token)
  if (!bytes || bytes.length !== nonceLength + 4 + macLength) return false
  const nonce = bytes.subarray(0, nonceLength)
  const expires = new DataView(bytes.buffer).getUint32(nonceLength)
  if (expires * 1000 < now.getTime()) return false
  const mac = macOf(account, nonce, expires, text)
  return bytes.subarray(nonceLength + 4).every((byte, index) => byte === mac[index])
}

const macOf = (account: string, nonce: Uint8Array, expires: number, text: string) =>
  hmac(
    sha256,
    new TextEncoder().encode(`ebs token ${account}`),
    joined(nonce, number(expires), new TextEncoder().encode(text)),
  )

const number = (value: number) => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))

const encode = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const decode = (token: string): Uint8Array | undefined => {
  if (!token.startsWith(header) || token.length > 200) return undefined
  try {
    const text = atob(token.slice(header.length).replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(text, (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}
