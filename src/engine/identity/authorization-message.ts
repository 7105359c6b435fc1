import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Decision } from '../policy/index.ts'
import type { Access, Principal } from '../kernel/index.ts'
import { whoIs } from './who.ts'

const sealLength = 32

const items = <T>(list: readonly T[]) => ({ items: list })

interface Refused {
  principal: Principal
  access: Access
  context: Readonly<Record<string, string | readonly string[]>>
  decision: Decision
}

/** What a denied call says of itself to those who may decode it. */
const describe = ({ principal, access, context, decision }: Refused) => {
  const who = whoIs(principal)
  return JSON.stringify({
    allowed: false,
    explicitDeny: decision.explicit,
    matchedStatements: items(
      decision.statement
        ? [
            {
              statementId: decision.statement.sid ?? '',
              effect: decision.statement.effect.toUpperCase(),
              sourcePolicyId: decision.policy,
            },
          ]
        : [],
    ),
    failures: items([]),
    context: {
      principal: {
        id: principal.userId,
        ...(who.type === 'User' && { name: who.name }),
        arn: principal.arn,
      },
      action: access.action,
      resource: access.resource,
      conditions: items(
        Object.entries(context).map(([key, value]) => ({
          key,
          values: items([value].flat().map((each) => ({ value: each }))),
        })),
      ),
    },
  })
}

/** Sealed, so that only what this account has given out is decoded. */
export const encodeRefusal = (secret: string, refused: Refused): string => {
  const text = new TextEncoder().encode(describe(refused))
  const bytes = new Uint8Array([...seal(secret, text), ...text])
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** Undefined if the message is not one of this account's. */
export const decodeRefusal = (secret: string, message: string): string | undefined => {
  let bytes
  try {
    const binary = atob(message.replaceAll('-', '+').replaceAll('_', '/'))
    bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
  const text = bytes.subarray(sealLength)
  const expected = seal(secret, text)
  return expected.every((byte, index) => byte === bytes[index]) ? new TextDecoder().decode(text) : undefined
}

const seal = (secret: string, text: Uint8Array) => hmac(sha256, new TextEncoder().encode(secret), text)
