/**
 * A request as it came over the wire. `Request` cannot stand for it: it normalises `/a/../b`, which are
 * distinct S3 keys, and browsers drop headers.
 */
export interface WireRequest {
  readonly method: string
  /** As sent, percent signs and all; without the query. */
  readonly rawPath: string
  /** Without the question mark; '' if there is none. */
  readonly query: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly rawBody: Uint8Array
  /** The sender's address, where it is known. */
  readonly source?: string
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const bytesOf = (text: string): Uint8Array => encoder.encode(text)

export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)
