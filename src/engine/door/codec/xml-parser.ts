import { AwsError } from '../../kernel/aws-error.ts'

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

const malformed = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )

const deepest = 100
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>"'=<!?]+)([^<>]*?)(\/?)>|([^<]+)/y
const attribute = /\s+([^\s=/>"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const reference = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));|&/gi
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * The document's root. No document types and so no entities of the sender's own: such a document is
 * malformed here, which is what keeps a small one from growing without bound.
 */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  for (token.lastIndex = 0; token.lastIndex < text.length;) {
    const match = token.exec(text)
    if (!match) throw malformed()
    const [, cdata, closing, name, attributes = '', empty, characters] = match
    const current = open.at(-1)!
    if (characters !== undefined) current.text += unescape(characters)
    else if (cdata !== undefined) current.text += cdata
    else if (name === undefined) continue
    else if (closing) {
      if (open.length === 1 || local(name) !== current.name || attributes.trim() || empty) throw malformed()
      open.pop()
    } else {
      if (open.length > deepest || (open.length === 1 && root.children.length > 0)) throw malformed()
      const child = { name: local(name), attributes: attributesOf(attributes), children: [], text: '' }
      current.children.push(child)
      if (!empty) open.push(child)
    }
  }
  const [document] = root.children
  if (!document || open.length > 1 || root.text.trim() !== '') throw malformed()
  return document
}

function attributesOf(text: string): Record<string, string> {
  const found: [string, string][] = []
  const source = text.trimEnd()
  for (attribute.lastIndex = 0; attribute.lastIndex < source.length;) {
    const match = attribute.exec(source)
    if (!match) throw malformed()
    found.push([match[1]!, unescape(match[2] ?? match[3] ?? '')])
  }
  return Object.fromEntries(found)
}

function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (_, hex?: string, digits?: string, name?: string) => {
    const code = hex ? parseInt(hex, 16) : digits ? Number(digits) : undefined
    if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code)
    return entities[name ?? ''] ?? fail()
  })
}

function fail(): never {
  throw malformed()
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
