import * as decode from '../bytes/decode.ts'
import { base64Bytes, byteLengthUtf8, encodeText, writeText } from '../bytes/encode.ts'
import { compareBytes, indexOfBytes } from '../bytes/search.ts'
import { plainView } from '../bytes/views.ts'
import { dataOf } from '../facts.ts'
import { host } from '../host.ts'

const encodings = (dataOf('string_decoder') as { encodings: string[] }).encodings
const bytesOf = plainView

const slice =
  (read: (bytes: Uint8Array, start: number, end: number) => string) =>
  (buffer: ArrayBufferView, start = 0, end = buffer.byteLength) => {
    const bytes = bytesOf(buffer)
    const to = Math.min(end, bytes.length)
    return start >= to ? '' : read(bytes, Math.max(0, start), to)
  }

const write = (encoding: string) => (buffer: Uint8Array, text: string, offset?: number, length?: number) =>
  writeText(bytesOf(buffer), text, offset, length, encoding)

/** @returns -1 when there is nothing to fill with, -2 when out of range. */
function fill(
  target: Uint8Array,
  value: unknown,
  start: number,
  end: number,
  encoding?: string,
): number | undefined {
  const buffer = bytesOf(target)
  if (start < 0 || end > buffer.length) return -2
  if (start >= end) return undefined
  if (typeof value !== 'string' && !ArrayBuffer.isView(value)) {
    buffer.fill(Number(value) & 255, start, end)
    return undefined
  }
  const pattern = typeof value === 'string' ? encodeText(value, encoding) : bytesOf(value)
  if (pattern.length === 0) return -1
  for (let at = start; at < end; at += pattern.length) {
    buffer.set(at + pattern.length <= end ? pattern : pattern.subarray(0, end - at), at)
  }
  return undefined
}

function swap(size: number) {
  return (buffer: Uint8Array) => {
    const bytes = bytesOf(buffer)
    for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse()
    return buffer
  }
}

/** The forgiving decode of HTML's atob; negative numbers name the fault, as lib expects. */
function atob(input: string): string | number {
  let text = input.replaceAll(/[\t\n\f\r ]/g, '')
  if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '')
  if (/[^A-Za-z0-9+/]/.test(text)) return -1
  if (text.length % 4 === 1) return -2
  return decode.latin1Slice(base64Bytes(text))
}

const btoa = (text: string): string | number =>
  // eslint-disable-next-line no-control-regex
  /[^\0-\xff]/.test(text) ? -1 : decode.base64Slice(encodeText(text, 'latin1'))

function isUtf8(view: ArrayBufferView | ArrayBuffer): boolean {
  try {
    new host.TextDecoder('utf-8', { fatal: true }).decode(view as ArrayBuffer)
    return true
  } catch {
    return false
  }
}

export const binding = {
  ...dataOf('buffer'),
  atob,
  btoa,
  byteLengthUtf8,
  copy(
    source: ArrayBufferView,
    target: ArrayBufferView,
    targetStart: number,
    sourceStart: number,
    count: number,
  ) {
    bytesOf(target).set(bytesOf(source).subarray(sourceStart, sourceStart + count), targetStart)
    return count
  },
  copyArrayBuffer(to: ArrayBuffer, toOffset: number, from: ArrayBuffer, fromOffset: number, count: number) {
    new Uint8Array(to, toOffset, count).set(new Uint8Array(from, fromOffset, count))
  },
  compare: (a: ArrayBufferView, b: ArrayBufferView) => compareBytes(bytesOf(a), bytesOf(b)),
  compareOffset: (
    source: ArrayBufferView,
    target: ArrayBufferView,
    targetStart: number,
    sourceStart: number,
    targetEnd: number,
    sourceEnd: number,
  ) =>
    compareBytes(
      bytesOf(source).subarray(sourceStart, sourceEnd),
      bytesOf(target).subarray(targetStart, targetEnd),
    ),
  fill,
  indexOfBuffer: (
    buffer: Uint8Array,
    needle: Uint8Array,
    offset: number,
    encoding: number,
    forward: boolean,
    end = buffer.length,
  ) =>
    indexOfBytes(
      bytesOf(buffer).subarray(0, end),
      bytesOf(needle),
      offset,
      forward,
      encodings[encoding] === 'utf16le' ? 2 : 1,
    ),
  indexOfNumber: (buffer: Uint8Array, byte: number, offset: number, forward: boolean, end = buffer.length) =>
    indexOfBytes(bytesOf(buffer).subarray(0, end), Uint8Array.of(byte), offset, forward),
  indexOfString: (
    buffer: Uint8Array,
    text: string,
    offset: number,
    encoding: number,
    forward: boolean,
    end = buffer.length,
  ) => {
    const name = encodings[encoding]!
    return indexOfBytes(
      bytesOf(buffer).subarray(0, end),
      encodeText(text, name),
      offset,
      forward,
      name === 'utf16le' ? 2 : 1,
    )
  },
  createUnsafeArrayBuffer: (size: number) => new ArrayBuffer(size),
  swap16: swap(2),
  swap32: swap(4),
  swap64: swap(8),
  isUtf8,
  isAscii: (view: ArrayBufferView | ArrayBuffer) =>
    (ArrayBuffer.isView(view) ? bytesOf(view) : new Uint8Array(view)).every((byte) => byte < 128),
  asciiSlice: slice(decode.asciiSlice),
  base64Slice: slice(decode.base64Slice),
  base64urlSlice: slice(decode.base64urlSlice),
  latin1Slice: slice(decode.latin1Slice),
  hexSlice: slice(decode.hexSlice),
  ucs2Slice: slice(decode.ucs2Slice),
  utf8Slice: slice(decode.utf8Slice),
  base64Write: write('base64'),
  base64urlWrite: write('base64url'),
  hexWrite: write('hex'),
  ucs2Write: write('utf16le'),
  asciiWriteStatic: write('latin1'),
  latin1WriteStatic: write('latin1'),
  utf8WriteStatic: write('utf8'),
  setDetachKey: () => {},
  setBufferPrototype: () => {},
}
