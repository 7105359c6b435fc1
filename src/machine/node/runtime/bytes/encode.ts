import { host } from '../host.ts'

const encoder = new host.TextEncoder()

export const utf8Bytes = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

export function byteLengthUtf8(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) length += 1
    else {
      length += 2
      // A pair of surrogates is four bytes for two units; a lone one is U+FFFD, three bytes.
      const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00
      if (isPair) i++
    }
  }
  return length
}

function unitBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

function ucs2Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    bytes[2 * i] = unit
    bytes[2 * i + 1] = unit >> 8
  }
  return bytes
}

const hexValue = (unit: number): number => {
  if (unit >= 48 && unit <= 57) return unit - 48
  const letter = unit | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

/** Stops at the first pair that is no hexadecimal number, as Node does. */
function hexBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1)
  for (let i = 0; i < bytes.length; i++) {
    const high = hexValue(text.charCodeAt(2 * i))
    const low = hexValue(text.charCodeAt(2 * i + 1))
    if (high < 0 || low < 0) return bytes.subarray(0, i)
    bytes[i] = (high << 4) | low
  }
  return bytes
}

const values64 = new Int8Array(128).fill(-1)
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
for (const [value, letter] of [...alphabet].entries()) values64[letter.charCodeAt(0)] = value
values64['-'.charCodeAt(0)] = 62
values64['_'.charCodeAt(0)] = 63

/** Takes both alphabets, leaves out what belongs to neither, and ends at the first '='. */
export function base64Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4))
  let length = 0
  let bits = 0
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 61) break
    const value = unit < 128 ? values64[unit]! : -1
    if (value < 0) continue
    bits = (bits << 6) | value
    count += 6
    if (count >= 8) {
      count -= 8
      bytes[length++] = bits >> count
      bits &= (1 << count) - 1
    }
  }
  return bytes.subarray(0, length)
}

const encoders: Record<string, (text: string) => Uint8Array> = {
  utf8: utf8Bytes,
  'utf-8': utf8Bytes,
  ascii: unitBytes,
  latin1: unitBytes,
  binary: unitBytes,
  ucs2: ucs2Bytes,
  'ucs-2': ucs2Bytes,
  utf16le: ucs2Bytes,
  'utf-16le': ucs2Bytes,
  hex: hexBytes,
  base64: base64Bytes,
  base64url: base64Bytes,
}

/** Text as bytes in one of Node's encodings; utf8 when it is none. */
export const encodeText = (text: string, encoding = 'utf8'): Uint8Array =>
  (encoders[encoding.toLowerCase()] ?? utf8Bytes)(text)

/** Writes as much as fits, never half a character. @returns bytes written. */
export function writeText(
  into: Uint8Array,
  text: string,
  offset = 0,
  length = into.length - offset,
  encoding = 'utf8',
): number {
  const room = into.subarray(offset, Math.min(into.length, offset + length))
  if (encoding === 'utf8') return encoder.encodeInto(text, room).written
  let bytes = encodeText(text, encoding)
  if (bytes.length > room.length)
    bytes = bytes.subarray(0, encoding === 'utf16le' ? room.length & ~1 : room.length)
  room.set(bytes)
  return bytes.length
}
