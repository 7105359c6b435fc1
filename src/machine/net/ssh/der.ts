import { concat } from '../bytes.ts'
import { WireError, trimZeros } from './wire.ts'

/** As much ASN.1 DER as private keys need: sequences of integers, octet strings and object ids. */
export const tags = { integer: 0x02, octets: 0x04, objectId: 0x06, sequence: 0x30 } as const

export function der(tag: number, ...contents: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concat(contents)
  return concat([Uint8Array.of(tag, ...lengthBytes(body.length)), body])
}

export function derInteger(value: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = trimZeros(value)
  if (bytes.length === 0) return der(tags.integer, Uint8Array.of(0))
  return der(tags.integer, bytes[0]! & 0x80 ? Uint8Array.of(0) : new Uint8Array(0), bytes)
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return [0x80 | bytes.length, ...bytes]
}

export class DerReader {
  #at = 0
  constructor(private readonly bytes: Uint8Array) {}

  /** The contents of the next element, which must have this tag. */
  next(tag: number): Uint8Array {
    if (this.#byte() !== tag) throw new WireError('unexpected ASN.1 tag')
    let length = this.#byte()
    if (length & 0x80) {
      const count = length & 0x7f
      if (count > 3) throw new WireError('ASN.1 length too large')
      length = 0
      for (let i = 0; i < count; i++) length = (length << 8) | this.#byte()
    }
    if (length > this.bytes.length - this.#at) throw new WireError('truncated ASN.1')
    this.#at += length
    return this.bytes.subarray(this.#at - length, this.#at)
  }

  integer(): Uint8Array {
    return trimZeros(this.next(tags.integer))
  }

  sequence(): DerReader {
    return new DerReader(this.next(tags.sequence))
  }

  #byte(): number {
    if (this.#at >= this.bytes.length) throw new WireError('truncated ASN.1')
    return this.bytes[this.#at++]!
  }
}
