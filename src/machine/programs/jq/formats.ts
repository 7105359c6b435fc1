import { clip } from './errors.ts'
import { toJson } from './print.ts'
import { fail, typeOf, type Json } from './values.ts'

/** tostring: strings as they are. */
export const formatText = (value: Json): string => (typeof value === 'string' ? value : toJson(value))

const html: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&#39;',
  '"': '&quot;',
}

const row = (value: Json, format: string, text: (item: string) => string, separator: string): string => {
  if (!Array.isArray(value))
    return fail(
      `${typeOf(value)} (${clip(toJson(value))}) cannot be ${format}-formatted, only an array can be`,
    )
  return value
    .map((item) => {
      if (item === null) return ''
      if (typeof item === 'string') return text(item)
      if (Array.isArray(item) || item instanceof Map)
        return fail(`${typeOf(item)} (${clip(toJson(item))}) is not valid in a ${format} row`)
      return toJson(item)
    })
    .join(separator)
}

const shellWord = (value: Json): string => {
  if (typeof value === 'string') return `'${value.replaceAll("'", "'\\''")}'`
  if (Array.isArray(value) || value instanceof Map)
    return fail(`${typeOf(value)} (${clip(toJson(value))}) can not be escaped for shell`)
  return toJson(value)
}

const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const toBase32 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 5) {
    const group = bytes.subarray(at, at + 5)
    let bits = 0n
    for (let i = 0; i < 5; i++) bits = (bits << 8n) | BigInt(group[i] ?? 0)
    const letters = Math.ceil((group.length * 8) / 5)
    for (let i = 0; i < 8; i++)
      text += i < letters ? base32Letters[Number((bits >> BigInt(35 - i * 5)) & 31n)] : '='
  }
  return text
}

const fromBase32 = (text: string): Uint8Array => {
  const bytes: number[] = []
  let [bits, count] = [0, 0]
  for (const char of text.replace(/=+$/, '')) {
    bits = ((bits << 5) | Math.max(0, base32Letters.indexOf(char))) & 0xfffff
    count += 5
    if (count >= 8) {
      count -= 8
      bytes.push((bits >> count) & 255)
    }
  }
  return Uint8Array.from(bytes)
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const toBase64 = (text: string): string => {
  let binary = ''
  for (const byte of encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

const fromBase64 = (text: string): string => {
  const letters = text.replace(/=+$/, '')
  const usable = letters.length % 4 === 1 ? letters.slice(0, -1) : letters
  if (!/^[A-Za-z0-9+/]*$/.test(usable) || (usable === '' && text !== ''))
    return fail(`string (${clip(JSON.stringify(text))}) is not valid base64 data`)
  return decode(Uint8Array.from(atob(usable), (char) => char.charCodeAt(0)))
}

/** @csv, @sh and the others. */
export const formatNamed = (name: string, value: Json): string => {
  switch (name) {
    case '@text':
      return formatText(value)
    case '@json':
      return toJson(value)
    case '@csv':
      return row(value, 'csv', (text) => `"${text.replaceAll('"', '""')}"`, ',')
    case '@tsv':
      return row(
        value,
        'tsv',
        (text) =>
          text.replace(
            /[\\\t\n\r]/g,
            (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char]!,
          ),
        '\t',
      )
    case '@html':
      return formatText(value).replace(/[<>&'"]/g, (char) => html[char]!)
    case '@uri':
      return encodeURIComponent(formatText(value).replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      )
    case '@sh':
      return Array.isArray(value) ? value.map(shellWord).join(' ') : shellWord(value)
    case '@base64':
      return toBase64(formatText(value))
    case '@base64d':
      return fromBase64(formatText(value))
    case '@base32':
      return toBase32(encode(formatText(value)))
    case '@base32d':
      return decode(fromBase32(formatText(value)))
    default:
      return fail(`${name.slice(1)} is not a valid format`)
  }
}
