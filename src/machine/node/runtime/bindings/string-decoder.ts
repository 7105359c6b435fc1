import { decodeBytes } from '../bytes/decode.ts'
import { dataOf } from '../facts.ts'

interface Layout {
  encodings: string[]
  kMissingBytes: number
  kBufferedBytes: number
  kEncodingField: number
}
const data = dataOf('string_decoder') as unknown as Layout
const { encodings, kMissingBytes, kBufferedBytes, kEncodingField } = data

/** How many bytes at the end begin a character that is not whole yet, and how many it lacks. */
function unfinished(bytes: Uint8Array, encoding: string): [held: number, missing: number] {
  const length = bytes.length
  if (encoding === 'base64' || encoding === 'base64url')
    return length % 3 ? [length % 3, 3 - (length % 3)] : [0, 0]
  if (encoding === 'utf16le') {
    if (length % 2) return length > 2 && isHighSurrogate(bytes[length - 2]!) ? [3, 1] : [1, 1]
    return length >= 2 && isHighSurrogate(bytes[length - 1]!) ? [2, 2] : [0, 0]
  }
  if (encoding !== 'utf8') return [0, 0]
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back]!
    if ((byte & 0xc0) === 0x80) continue
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1
    return byte < 0xf5 && size > back ? [back, size - back] : [0, 0]
  }
  return [0, 0]
}

const isHighSurrogate = (highByte: number): boolean => (highByte & 0xfc) === 0xd8

function decode(state: Uint8Array, view: ArrayBufferView): string {
  const encoding = encodings[state[kEncodingField]!]!
  const held = state[kBufferedBytes]!
  let bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  if (held > 0) {
    const joined = new Uint8Array(held + bytes.length)
    joined.set(state.subarray(0, held))
    joined.set(bytes, held)
    bytes = joined
  }
  const [rest, missing] = unfinished(bytes, encoding)
  state.set(bytes.subarray(bytes.length - rest))
  state[kBufferedBytes] = rest
  state[kMissingBytes] = missing
  return decodeBytes(bytes.subarray(0, bytes.length - rest), encoding)
}

function flush(state: Uint8Array): string {
  const encoding = encodings[state[kEncodingField]!]!
  const rest = state.subarray(0, state[kBufferedBytes]!)
  const text =
    encoding === 'utf16le'
      ? decodeBytes(rest.subarray(0, rest.length & ~1), encoding)
      : decodeBytes(rest, encoding)
  state[kBufferedBytes] = 0
  state[kMissingBytes] = 0
  return text
}

export const binding = { ...data, decode, flush }
