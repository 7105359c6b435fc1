import { AwsError } from '../../kernel/aws-error.ts'
import type { ServiceFacts } from '../../model/index.ts'
import { bytesOf, type WireRequest } from '../wire.ts'
import { canonicalRequest } from './canonical-request.ts'
import { authError } from './faults.ts'
import { hashHex, signHex, signingKey } from './keys.ts'
import type { SignatureParts } from './parts.ts'
import { algorithm, scopeText } from './scope.ts'

export interface Credential<Principal> {
  readonly secretAccessKey: string
  /** Temporary keys have one, and are of no use without it. */
  readonly sessionToken?: string
  readonly expires?: Date
  readonly principal: Principal
}

/** What the chunks of a streamed body are signed with (aws-chunked.ts). */
export interface ChunkSigner {
  readonly seed: string
  sign(kind: 'PAYLOAD' | 'TRAILER', previous: string, hashes: readonly string[]): string
}

export interface VerifyOptions<Principal> {
  readonly facts: ServiceFacts
  /** The region of the host that was called; the scope must name it. */
  readonly region: string
  readonly credential: Credential<Principal> | undefined
  readonly now: Date
  /** When a client's date is on the engine's clock, which may have been set ahead. */
  readonly engineTime: (clientTime: Date) => Date
}

const minutes = 60_000
const emptyHash = hashHex(new Uint8Array())

/** Throws the service's own error unless the request was signed by the credential's holder, for here and now. */
export function verifySignature<Principal>(
  request: WireRequest,
  parts: SignatureParts,
  options: VerifyOptions<Principal>,
): { readonly principal: Principal; readonly chunks: ChunkSigner } {
  const { facts, credential } = options
  if (!credential)
    throw authError(facts, 'unknownKey', undefined, { AWSAccessKeyId: parts.scope.accessKeyId })
  if (credential.sessionToken !== parts.token) throw authError(facts, 'wrongToken')
  if (credential.expires && credential.expires <= options.now) throw authError(facts, 'expiredToken')
  checkScope(parts, options)
  checkTime(parts, options)
  if (!parts.signedHeaders.includes('host')) {
    throw authError(
      facts,
      'mismatch',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    )
  }
  const key = signingKey(credential.secretAccessKey, parts.scope)
  const canonical = canonicalRequest(request, parts.signedHeaders, payloadHash(request, parts), facts.service)
  const head = `${parts.date}\n${scopeText(parts.scope)}\n`
  const expected = signHex(key, `${algorithm}\n${head}${hashHex(bytesOf(canonical))}`)
  if (!equalInConstantTime(expected, parts.signature)) throw authError(facts, 'mismatch')
  if (facts.service === 's3') checkStatedHash(request)
  const chunks: ChunkSigner = {
    seed: expected,
    sign: (kind, previous, hashes) =>
      signHex(key, `${algorithm}-${kind}\n${head}${[previous, ...hashes].join('\n')}`),
  }
  return { principal: credential.principal, chunks }
}

function payloadHash(request: WireRequest, parts: SignatureParts): string {
  const stated = request.headers['x-amz-content-sha256']
  if (stated === 'UNSIGNED-PAYLOAD' || stated?.startsWith('STREAMING-')) return stated
  if (parts.expires !== undefined && parts.scope.service === 's3') return stated ?? 'UNSIGNED-PAYLOAD'
  if (stated !== undefined && parts.scope.service === 's3') return stated
  return request.rawBody.length === 0 ? emptyHash : hashHex(request.rawBody)
}

/** S3 tells a body that was changed on the way from a wrong signature. */
function checkStatedHash({ headers, rawBody }: WireRequest): void {
  const stated = headers['x-amz-content-sha256']
  if (stated === undefined || stated === 'UNSIGNED-PAYLOAD' || stated.startsWith('STREAMING-')) return
  const computed = hashHex(rawBody)
  if (stated === computed) return
  throw new AwsError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { extra: { ClientComputedContentSHA256: stated, S3ComputedContentSHA256: computed } },
  )
}

function checkScope({ scope, date }: SignatureParts, { facts, region }: VerifyOptions<unknown>): void {
  if (scope.service !== facts.signingName) {
    throw authError(
      facts,
      'mismatch',
      `Credential should be scoped to correct service: '${facts.signingName}'. `,
    )
  }
  if (scope.region !== region) {
    throw authError(facts, 'mismatch', `Credential should be scoped to a valid region. `)
  }
  if (scope.date !== date.slice(0, 8)) {
    throw authError(
      facts,
      'mismatch',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${date.slice(0, 8)}', from '${date}'.`,
    )
  }
}

function checkTime(
  { date, expires }: SignatureParts,
  { facts, now, engineTime }: VerifyOptions<unknown>,
): void {
  const stated = parseBasicDate(date)
  if (!stated)
    throw authError(
      facts,
      'incomplete',
      `Date must be in ISO-8601 'basic format'. Got '${date.slice(0, 40)}'.`,
    )
  const signed = engineTime(stated)
  const allowed = facts.service === 's3' ? 15 : 5
  const age = now.getTime() - signed.getTime()
  const server = basicDate(now)
  if (age < -allowed * minutes) {
    const latest = basicDate(new Date(now.getTime() + allowed * minutes))
    const detail = `Signature not yet current: ${date} is still later than ${latest} (${server} + ${allowed} min.)`
    throw authError(facts, 'skewed', detail)
  }
  if (expires !== undefined) {
    const end = new Date(signed.getTime() + expires * 1000)
    if (end > now) return
    const extra = { 'X-Amz-Expires': expires, Expires: isoSeconds(end), ServerTime: isoSeconds(now) }
    throw authError(
      facts,
      'expiredLink',
      `Signature expired: ${basicDate(end)} is now earlier than ${server}`,
      extra,
    )
  }
  if (age > allowed * minutes) {
    const earliest = basicDate(new Date(now.getTime() - allowed * minutes))
    const detail = `Signature expired: ${date} is now earlier than ${earliest} (${server} - ${allowed} min.)`
    throw authError(facts, 'skewed', detail)
  }
}

function parseBasicDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number)
  return new Date(Date.UTC(year!, month! - 1, day, hour, minute, second))
}

const isoSeconds = (date: Date) => date.toISOString().replace(/\.\d+/, '')

const basicDate = (date: Date) => isoSeconds(date).replace(/[-:]/g, '')

/** A comparison that stops at the first difference would tell a caller how much of a guess was right. */
function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at)
  return difference === 0
}
