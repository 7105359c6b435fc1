import type { Member, StructureShape } from '../../model/index.ts'
import { crc32 } from '../crc.ts'
import { bytesOf } from '../wire.ts'
import type { Fields } from './codec.ts'

export const eventStreamType = 'application/vnd.amazon.eventstream'

interface PayloadFormat {
  readonly contentType: string
  writePayload(member: Member, value: unknown): string
}

const textHeader = 7
const overhead = 16

/**
 * A union's values as the messages of an event stream, each with its member's name.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
 */
export function eventStream(
  union: StructureShape,
  values: Iterable<Fields>,
  format: PayloadFormat,
): Uint8Array {
  const messages: Uint8Array[] = []
  for (const value of values) {
    const member = union.members.find(({ name }) => value[name] !== undefined)
    if (member) messages.push(eventOf(member, value[member.name] as Fields, format))
  }
  return joined(messages)
}

function eventOf(member: Member, event: Fields, format: PayloadFormat): Uint8Array {
  const isError = member.shape.type === 'structure' && member.shape.traits.error !== undefined
  const kind = isError ? 'exception' : 'event'
  const [contentType, payload] = payloadOf(member, event, format)
  const headers = joined([
    header(`:${kind}-type`, member.name),
    ...(payload.length > 0 ? [header(':content-type', contentType)] : []),
    header(':message-type', kind),
  ])
  return message(headers, payload)
}

function payloadOf(member: Member, event: Fields, format: PayloadFormat): [contentType: string, Uint8Array] {
  const { shape } = member
  if (shape.type !== 'structure') return [format.contentType, new Uint8Array()]
  const payload = shape.members.find(({ traits }) => traits.eventPayload)
  const value = payload ? event[payload.name] : event
  if (value instanceof Uint8Array) return ['application/octet-stream', value]
  if (shape.members.length === 0 || value === undefined) return [format.contentType, new Uint8Array()]
  return [format.contentType, bytesOf(format.writePayload(payload ?? member, value))]
}

function header(name: string, value: string): Uint8Array {
  const [nameBytes, valueBytes] = [bytesOf(name), bytesOf(value)]
  const size = [valueBytes.length >> 8, valueBytes.length & 255]
  return Uint8Array.from([nameBytes.length, ...nameBytes, textHeader, ...size, ...valueBytes])
}

/** Lengths, their checksum, headers, payload, and the checksum of all. */
function message(headers: Uint8Array, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(overhead + headers.length + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, bytes.length)
  view.setUint32(4, headers.length)
  bytes.set(crc32(bytes.subarray(0, 8)), 8)
  bytes.set(headers, 12)
  bytes.set(payload, 12 + headers.length)
  bytes.set(crc32(bytes.subarray(0, bytes.length - 4)), bytes.length - 4)
  return bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
