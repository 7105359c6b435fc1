// Small things with bytes that every protocol here needs.
export { concat } from '../bytes.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)
export const text = (bytes: Uint8Array): string => decoder.decode(bytes)

/** A character for each byte: what browsers call latin1 is windows-1252, which is none. */
export function binary(bytes: Uint8Array): string {
  let characters = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    characters += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return characters
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

export const toBase64 = (bytes: Uint8Array): string => btoa(binary(bytes))

/** Undefined when the text is no base64. */
export function fromBase64(encoded: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
