import { SignatureV4Base } from '@smithy/signature-v4'
import { formPairs } from '../codec/index.ts'
import type { WireRequest } from '../wire.ts'

/** The SDK's own construction of what is signed, without its asynchronous signing. */
class Canonical extends SignatureV4Base {
  constructor(uriEscapePath: boolean) {
    const never = { accessKeyId: '', secretAccessKey: '' }
    super({ credentials: never, region: '', service: '', sha256: NoHash, uriEscapePath })
  }

  of(request: WireRequest, headers: Record<string, string>, payloadHash: string): string {
    const { method, rawPath: path, query } = request
    return this.createCanonicalRequest(
      { method, path, query: queryBag(query), headers, protocol: 'https:', hostname: '' },
      headers,
      payloadHash,
    )
  }
}

class NoHash {
  update() {}
  reset() {}
  digest = (): Promise<Uint8Array> =>
    Promise.reject(new Error('the canonical request is hashed by its caller'))
}

const escaping = new Canonical(true)
const verbatim = new Canonical(false)

/** S3 signs paths as they are sent; the others normalise them and escape once more. */
export function canonicalRequest(
  request: WireRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
  service: string,
): string {
  const headers = Object.fromEntries(
    signedHeaders.map((name) => [name, trimmed(request.headers[name] ?? '')]),
  )
  return (service === 's3' ? verbatim : escaping).of(request, headers, payloadHash)
}

const trimmed = (value: string) => value.trim().replace(/\s+/g, ' ')

function queryBag(query: string): Record<string, string | string[]> {
  const bag = new Map<string, string[]>()
  // A plus sign is itself in a signed query; formPairs would read it as a blank.
  for (const [name, value] of formPairs(query.replaceAll('+', '%2B'))) {
    if (name !== 'X-Amz-Signature') bag.set(name, [...(bag.get(name) ?? []), value])
  }
  return Object.fromEntries(bag)
}
