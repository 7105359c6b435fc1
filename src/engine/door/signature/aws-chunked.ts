import { AwsError } from '../../kernel/aws-error.ts'
import type { ServiceFacts } from '../../model/index.ts'
import { bytesOf, textOf, type WireRequest } from '../wire.ts'
import { authError } from './faults.ts'
import { hashHex } from './keys.ts'
import type { ChunkSigner } from './verify.ts'

const longestLine = 4096
const emptyHash = hashHex(new Uint8Array())

const incomplete = () => new AwsError('IncompleteBody', 'The request body terminated unexpectedly')

const malformedTrailer = () =>
  new AwsError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  )

/**
 * A body sent in signed or bare chunks (`x-amz-content-sha256: STREAMING-…`) as the service should see it:
 * joined, the framing gone from content-encoding too, its trailers among the headers.
 */
export function withoutChunks(request: WireRequest, facts: ServiceFacts, signer?: ChunkSigner): WireRequest {
  const kind = request.headers['x-amz-content-sha256']
  if (!kind?.startsWith('STREAMING-')) return request
  const reader = new ChunkReader(request.rawBody, facts, kind.includes('HMAC') ? signer : undefined)
  const rawBody = reader.body(Number(request.headers['x-amz-decoded-content-length'] ?? NaN))
  const { 'content-encoding': encoding, ...headers } = request.headers
  const others = (encoding ?? '')
    .split(',')
    .filter((name) => name.trim() !== '' && name.trim() !== 'aws-chunked')
  return {
    ...request,
    rawBody,
    headers: {
      ...headers,
      ...(others.length > 0 && { 'content-encoding': others.join(',').trim() }),
      ...reader.trailers(kind.endsWith('-TRAILER'), request.headers['x-amz-trailer']),
    },
  }
}

class ChunkReader {
  private at = 0
  private previous: string

  constructor(
    private readonly bytes: Uint8Array,
    private readonly facts: ServiceFacts,
    private readonly signer: ChunkSigner | undefined,
  ) {
    this.previous = signer?.seed ?? ''
  }

  body(stated: number): Uint8Array {
    const whole = new Uint8Array(this.bytes.length)
    let length = 0
    for (;;) {
      const chunk = this.chunk()
      if (chunk.length === 0) break
      whole.set(chunk, length)
      length += chunk.length
    }
    if (!Number.isNaN(stated) && stated !== length) throw incomplete()
    return whole.slice(0, length)
  }

  trailers(expected: boolean, announced = ''): Record<string, string> {
    if (!expected) return {}
    const found: [string, string][] = []
    let signed = ''
    let believed = this.signer === undefined
    for (let line = this.line(); line !== ''; line = this.line()) {
      const colon = line.indexOf(':')
      const [name, value] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
      if (colon < 0) throw incomplete()
      if (name === 'x-amz-trailer-signature') {
        this.check('TRAILER', value, [hashHex(bytesOf(signed))])
        believed = true
      } else {
        found.push([name, value])
        signed += `${name}:${value}\n`
      }
      if (this.at >= this.bytes.length) break
    }
    if (!believed) throw authError(this.facts, 'mismatch')
    const names = announced
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
    if (names.some((name) => name !== '' && !found.some(([sent]) => sent === name))) throw malformedTrailer()
    return Object.fromEntries(found)
  }

  private chunk(): Uint8Array {
    const match = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(this.line())
    if (!match) throw incomplete()
    const size = parseInt(match[1]!, 16)
    const chunk = this.bytes.subarray(this.at, this.at + size)
    if (chunk.length < size) throw incomplete()
    this.check('PAYLOAD', match[2] ?? '', [
      emptyHash,
      size === 0 ? emptyHash : this.signer ? hashHex(chunk) : '',
    ])
    this.at += size
    // The last chunk's own line end may stand before trailers, or be the end of all.
    if (size > 0 && this.line() !== '') throw incomplete()
    return chunk
  }

  private check(kind: 'PAYLOAD' | 'TRAILER', signature: string, hashes: readonly string[]): void {
    if (!this.signer) return
    if (this.signer.sign(kind, this.previous, hashes) !== signature) throw authError(this.facts, 'mismatch')
    this.previous = signature
  }

  private line(): string {
    const end = this.bytes.indexOf(10, this.at)
    const stop = end < 0 ? this.bytes.length : end
    if (stop - this.at > longestLine) throw incomplete()
    const text = textOf(this.bytes.subarray(this.at, stop)).replace(/\r$/, '')
    this.at = stop + 1
    return text
  }
}
