import { ErrnoError } from '../errno.ts'

/** The 16 bytes of a UUID as it is written. Throws EINVAL. */
export function parseUuid(text: string): Uint8Array {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new ErrnoError('EINVAL')
  const digits = text.replaceAll('-', '')
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  )
}

export function formatUuid(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Version 4 (RFC 9562), of 16 random bytes. */
export function randomUuid(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return formatUuid(bytes)
}

/** GPT writes the first three fields of a UUID in little-endian order. */
export function swapGuid(bytes: Uint8Array): Uint8Array {
  const [a, b, c, d, e, f, g, h] = bytes as Uint8Array & number[]
  return Uint8Array.of(d!, c!, b!, a!, f!, e!, h!, g!, ...bytes.subarray(8))
}
