import { concat, utf8 } from '../bytes.ts'

/** SSH's own encoding of values (RFC 4251 section 5): 4-byte lengths, big-endian. */
export function uint32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

export function string(value: Uint8Array | string): Uint8Array<ArrayBuffer> {
  const bytes = typeof value === 'string' ? utf8(value) : value
  return concat([uint32(bytes.length), bytes])
}

/** A positive integer, given as big-endian bytes: no leading zeros, but one where the top bit is set. */
export function mpint(value: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = trimZeros(value)
  return string(bytes.length > 0 && bytes[0]! & 0x80 ? concat([Uint8Array.of(0), bytes]) : bytes)
}

export function trimZeros(value: Uint8Array): Uint8Array {
  const start = value.findIndex((byte) => byte !== 0)
  return start < 0 ? new Uint8Array(0) : value.subarray(start)
}

export class WireError extends Error {
  override readonly name = 'WireError'
}

/** Reads values one after the other; throws WireError where the bytes end too early. */
export class WireReader {
  #at = 0
  constructor(private readonly bytes: Uint8Array) {}

  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.#at) throw new WireError('truncated message')
    this.#at += length
    return this.bytes.subarray(this.#at - length, this.#at)
  }

  byte(): number {
    return this.take(1)[0]!
  }

  uint32(): number {
    const four = this.take(4)
    return new DataView(four.buffer, four.byteOffset, 4).getUint32(0)
  }

  string(): Uint8Array {
    return this.take(this.uint32())
  }

  text(): string {
    return new TextDecoder().decode(this.string())
  }

  mpint(): Uint8Array {
    return trimZeros(this.string())
  }

  get rest(): number {
    return this.bytes.length - this.#at
  }
}
