export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** Undefined if the text is no base64. */
export const fromBase64 = (text: string): Uint8Array | undefined => {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

export const pem = (label: string, bytes: Uint8Array, width: number): string => {
  const lines = toBase64(bytes).match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')
}

/** As fingerprints are written: `d0:4a:29:…`. */
export const hexPairs = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':')

/** DER: the content of the element at `at`, and where the next begins. */
export const derElement = (der: Uint8Array, at: number): { content: Uint8Array; end: number } => {
  let length = der[at + 1]!
  let start = at + 2
  if (length & 0x80) {
    const count = length & 0x7f
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + der[start++]!
  }
  return { content: der.subarray(start, start + length), end: start + length }
}

export const derOf = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array => {
  const size = contents.reduce((sum, content) => sum + content.length, 0)
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  const der = new Uint8Array(1 + length.length + size)
  der.set([tag, ...length])
  let at = 1 + length.length
  for (const content of contents) {
    der.set(content, at)
    at += content.length
  }
  return der
}
