import { formPairs } from '../codec/index.ts'
import type { WireRequest } from '../wire.ts'
import { algorithm, type CredentialScope, parseScope } from './scope.ts'

/** What a signed request says of its signature, before anything is believed. */
export interface SignatureParts {
  readonly scope: CredentialScope
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** `20260923T101500Z` */
  readonly date: string
  readonly token?: string
  /** Seconds; only presigned URLs have it. */
  readonly expires?: number
}

/** Undefined for a request that carries no signature; a problem, in AWS's words, for a broken one. */
export function readSignature(
  request: WireRequest,
): SignatureParts | { readonly problem: string } | undefined {
  const header = request.headers['authorization']
  if (header !== undefined) return fromHeader(header, request)
  return request.query.includes('X-Amz-') ? fromQuery(request.query) : undefined
}

function fromHeader(header: string, { headers }: WireRequest): SignatureParts | { problem: string } {
  if (header.length > 8192) return { problem: 'Authorization header is too long' }
  const [scheme, ...rest] = header.trim().split(/\s+/)
  if (scheme !== algorithm) return { problem: `Unsupported AWS 'algorithm': '${scheme?.slice(0, 100)}'.` }
  const fields = new Map<string, string>()
  for (const part of rest.join('').split(',').filter(Boolean)) {
    const equals = part.indexOf('=')
    if (equals < 0) {
      return {
        problem: `'${part}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
      }
    }
    fields.set(part.slice(0, equals), part.slice(equals + 1))
  }
  const date = headers['x-amz-date'] ?? basicDate(headers['date'])
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !fields.get(name))
  const complaints = missing.map((name) => `Authorization header requires '${name}' parameter.`)
  if (!date)
    complaints.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
  if (complaints.length > 0 || !date) return { problem: `${complaints.join(' ')} Authorization=${scheme}` }
  const scope = parseScope(fields.get('Credential')!)
  if (!scope)
    return {
      problem: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${fields.get('Credential')}'`,
    }
  return {
    scope,
    signedHeaders: headerNames(fields.get('SignedHeaders')!),
    signature: fields.get('Signature')!,
    date,
    ...tokenOf(headers['x-amz-security-token']),
  }
}

const presignedNames = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders'] as const

function fromQuery(query: string): SignatureParts | { problem: string } | undefined {
  const fields = new Map(formPairs(query))
  const found = presignedNames.map((name) => fields.get(`X-Amz-${name}`))
  if (found.every((value) => value === undefined)) return undefined
  const [scheme, credential, signature, date, signedHeaders] = found
  if (scheme !== algorithm || !credential || !signature || !date || !signedHeaders) {
    return {
      problem:
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    }
  }
  const scope = parseScope(credential)
  const expires = Number(fields.get('X-Amz-Expires') ?? NaN)
  if (!scope) {
    return {
      problem:
        'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    }
  }
  if (Number.isNaN(expires)) return { problem: 'X-Amz-Expires should be a number' }
  if (expires < 0) return { problem: 'X-Amz-Expires must be non-negative' }
  if (expires > 604_800) {
    return {
      problem:
        'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    }
  }
  const token = tokenOf(fields.get('X-Amz-Security-Token'))
  return { scope, signedHeaders: headerNames(signedHeaders), signature, date, expires, ...token }
}

const headerNames = (text: string) =>
  text
    .split(';')
    .map((name) => name.toLowerCase())
    .sort()

const tokenOf = (token: string | undefined) => (token === undefined ? {} : { token })

function basicDate(header: string | undefined): string | undefined {
  const date = new Date(header ?? NaN)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/[-:]|\.\d+/g, '')
}
