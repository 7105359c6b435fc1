import { host } from '../host.ts'

const utf8 = new host.TextDecoder('utf-8', { ignoreBOM: true })
const chunk = 8192

/** One character a byte; a loop is faster than anything else for short texts. */
export function latin1Slice(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return fromUnits(bytes, start, end)
}

export function asciiSlice(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return fromUnits(
    bytes.subarray(start, end).map((byte) => byte & 0x7f),
    0,
    end - start,
  )
}

function fromUnits(units: Uint8Array | Uint16Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at += chunk) {
    text += String.fromCharCode.apply(
      null,
      units.subarray(at, Math.min(end, at + chunk)) as unknown as number[],
    )
  }
  return text
}

export function utf8Slice(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start <= 24) {
    let text = ''
    let at = start
    for (; at < end && bytes[at]! < 0x80; at++) text += String.fromCharCode(bytes[at]!)
    if (at >= end) return text
  }
  return utf8.decode(unshared(bytes.subarray(start, end)))
}

/** Decoders take no shared memory. */
const unshared = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)

export function ucs2Slice(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const length = (end - start) >> 1
  const units = new Uint16Array(length)
  for (let i = 0; i < length; i++) units[i] = bytes[start + 2 * i]! | (bytes[start + 2 * i + 1]! << 8)
  return fromUnits(units, 0, length)
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hexSlice(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = ''
  for (let at = start; at < end; at++) text += hexPairs[bytes[at]!]
  return text
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const base64 = [...letters, '+', '/']
const base64url = [...letters, '-', '_']

function encode64(
  bytes: Uint8Array,
  start: number,
  end: number,
  alphabet: string[],
  padding: string,
): string {
  let text = ''
  let at = start
  for (; at + 2 < end; at += 3) {
    const bits = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!
    text +=
      alphabet[bits >> 18]! +
      alphabet[(bits >> 12) & 63]! +
      alphabet[(bits >> 6) & 63]! +
      alphabet[bits & 63]!
  }
  if (at + 1 === end) {
    const bits = bytes[at]! << 4
    text += alphabet[bits >> 6]! + alphabet[bits & 63]! + padding + padding
  } else if (at + 2 === end) {
    const bits = (bytes[at]! << 10) | (bytes[at + 1]! << 2)
    text += alphabet[bits >> 12]! + alphabet[(bits >> 6) & 63]! + alphabet[bits & 63]! + padding
  }
  return text
}

export const base64Slice = (bytes: Uint8Array, start = 0, end = bytes.length): string =>
  encode64(bytes, start, end, base64, '=')

export const base64urlSlice = (bytes: Uint8Array, start = 0, end = bytes.length): string =>
  encode64(bytes, start, end, base64url, '')

const slices: Record<string, (bytes: Uint8Array) => string> = {
  utf8: utf8Slice,
  'utf-8': utf8Slice,
  ascii: asciiSlice,
  latin1: latin1Slice,
  binary: latin1Slice,
  ucs2: ucs2Slice,
  'ucs-2': ucs2Slice,
  utf16le: ucs2Slice,
  'utf-16le': ucs2Slice,
  hex: hexSlice,
  base64: base64Slice,
  base64url: base64urlSlice,
}

/** Bytes as text in one of Node's encodings; utf8 when it is none. */
export const decodeBytes = (bytes: Uint8Array, encoding = 'utf8'): string =>
  (slices[encoding] ?? utf8Slice)(bytes)
