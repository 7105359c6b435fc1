import { gunzip } from '../../net/gzip.ts'

export interface Part {
  type: string
  filename: string
  content: string
}

/** What compressed user data may swell to. */
const largest = 1024 * 1024
const mostParts = 64

const starts: readonly (readonly [prefix: string, type: string])[] = [
  ['#include-once', 'text/x-include-once-url'],
  ['#include', 'text/x-include-url'],
  ['#!', 'text/x-shellscript'],
  ['#cloud-config-archive', 'text/cloud-config-archive'],
  ['#cloud-config-jsonp', 'text/cloud-config-jsonp'],
  ['#cloud-config', 'text/cloud-config'],
  ['#cloud-boothook', 'text/cloud-boothook'],
  ['#upstart-job', 'text/upstart-job'],
  ['#part-handler', 'text/part-handler'],
  ['## template: jinja', 'text/jinja2'],
]

/** Takes user data apart: gzip, base64 and MIME are undone, and each part's kind is found. */
export async function parseUserData(bytes: Uint8Array): Promise<Part[]> {
  const text = await decode(bytes)
  if (text.trim() === '') return []
  if (isMime(text)) {
    const parts = await mimeParts(text)
    return parts.map((part, index) => ({ ...part, filename: part.filename || partName(index) }))
  }
  return [{ type: typeOf(text), filename: partName(0), content: text }]
}

const partName = (index: number): string => `part-${String(index + 1).padStart(3, '0')}`

export const typeOf = (text: string): string =>
  starts.find(([prefix]) => text.startsWith(prefix))?.[1] ?? 'text/x-not-multipart'

async function decode(bytes: Uint8Array, depth = 0): Promise<string> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && depth < 3)
    return decode(await gunzip(bytes, largest), depth + 1)
  const text = new TextDecoder().decode(bytes)
  const packed = fromBase64(text)
  // Base64 twice over: what people get who encode for an API that encodes for them.
  if (packed && depth < 3 && (typeOf(latin(packed)) !== 'text/x-not-multipart' || packed[0] === 0x1f))
    return decode(packed, depth + 1)
  return text
}

const latin = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(0, 64))

export function fromBase64(text: string): Uint8Array | undefined {
  const joined = text.replace(/\s+/g, '')
  if (joined.length < 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(joined)) return undefined
  try {
    return Uint8Array.from(atob(joined), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

const isMime = (text: string): boolean =>
  /^(content-type:\s*multipart\/|mime-version:)/i.test(text) ||
  (/^[A-Za-z-]+:[^\n]*\n/.test(text) && /^content-type:\s*multipart\//im.test(text.slice(0, 1000)))

interface Message {
  headers: Map<string, string>
  body: string
}

function parseMessage(text: string): Message {
  const unix = text.replaceAll('\r\n', '\n').replace(/^\n+/, '')
  const blank = unix.indexOf('\n\n')
  const head = (blank < 0 ? unix : unix.slice(0, blank)).replace(/\n[ \t]+/g, ' ')
  const headers = new Map<string, string>()
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, body: blank < 0 ? '' : unix.slice(blank + 2) }
}

const parameter = (header: string, name: string): string | undefined =>
  new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header)?.[1]

async function mimeParts(text: string, depth = 0): Promise<Part[]> {
  const { headers, body } = parseMessage(text)
  const kind = headers.get('content-type') ?? 'text/plain'
  const boundary = parameter(kind, 'boundary')
  if (/^multipart\//i.test(kind) && boundary !== undefined && depth < 4) {
    const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1, mostParts + 1)
    const parts: Part[] = []
    for (const piece of pieces.filter((each) => !each.startsWith('--')))
      parts.push(...(await mimeParts(piece.replace(/^[ \t]*\n/, ''), depth + 1)))
    return parts
  }
  const content = await decodeBody(body, headers.get('content-transfer-encoding'))
  const declared = kind.split(';')[0]!.trim().toLowerCase()
  const type = declared === 'text/plain' || declared === 'text/x-not-multipart' ? typeOf(content) : declared
  return [{ type, filename: parameter(headers.get('content-disposition') ?? '', 'filename') ?? '', content }]
}

async function decodeBody(body: string, encoding: string | undefined): Promise<string> {
  if (encoding?.toLowerCase() === 'base64') return decode(fromBase64(body) ?? new Uint8Array(0))
  if (encoding?.toLowerCase() !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
}
