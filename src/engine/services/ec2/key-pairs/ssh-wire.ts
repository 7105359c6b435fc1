/** SSH's own encoding (RFC 4251): lengths in front, big-endian. */

const uint32 = (value: number) =>
  Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)

const encoder = new TextEncoder()

export const joinBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export const sshString = (value: string | Uint8Array): Uint8Array => {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value
  return joinBytes(uint32(bytes.length), bytes)
}

export const sshUint32 = uint32

/** A positive integer: a leading zero where the first bit would read as a sign, none otherwise. */
export const sshInteger = (bytes: Uint8Array): Uint8Array => {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const digits = bytes.subarray(start)
  return sshString(digits[0]! & 0x80 ? joinBytes(Uint8Array.of(0), digits) : digits)
}

/** The strings that a blob is made of; undefined if it is not made of strings. */
export const readSshStrings = (blob: Uint8Array): Uint8Array[] | undefined => {
  const strings: Uint8Array[] = []
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length) return undefined
    const length = view.getUint32(at)
    if (at + 4 + length > blob.length) return undefined
    strings.push(blob.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return strings
}
