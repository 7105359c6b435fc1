import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { bytesOf } from '../wire.ts'
import type { CredentialScope } from './scope.ts'

const kept = 100
const signingKeys = new Map<string, Uint8Array>()

/** The key of one day, region and service. Callers sign many requests with it, so that it is worth keeping. */
export function signingKey(secret: string, { date, region, service }: CredentialScope): Uint8Array {
  const name = [secret, date, region, service].join('\n')
  const known = signingKeys.get(name)
  if (known) return known
  let key = bytesOf(`AWS4${secret}`)
  for (const part of [date, region, service, 'aws4_request']) key = hmac(sha256, key, bytesOf(part))
  if (signingKeys.size >= kept) signingKeys.delete(signingKeys.keys().next().value!)
  signingKeys.set(name, key)
  return key
}

export const hashHex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

export const signHex = (key: Uint8Array, text: string): string => bytesToHex(hmac(sha256, key, bytesOf(text)))
