import type { Member, StructureShape } from '../../model/index.ts'
import type { Fields } from './codec.ts'
import { isScalar, scalarToText, type TextStyle } from './scalars.ts'

export const xmlHeader = '<?xml version="1.0" encoding="UTF-8"?>\n'

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
}
// Characters with a meaning in XML, and those that XML 1.0 cannot write, not even as references.
// oxlint-disable-next-line no-control-regex
const special = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/
const everySpecial = new RegExp(special, 'g')

export function escapeXml(text: string): string {
  if (!special.test(text)) return text
  return text.replace(everySpecial, (character) => references[character] ?? '\ufffd')
}

export function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`
}

/** The elements of a structure's members; members that are undefined are left out, empty lists are not. */
export function writeMembers(structure: StructureShape, value: Fields, style: TextStyle): string {
  let xml = ''
  for (const member of structure.members) {
    const field = value[member.name]
    if (field !== undefined && field !== null && !member.traits.xmlAttribute)
      xml += writeMember(member, field, style)
  }
  return xml
}

function writeMember(member: Member, value: unknown, style: TextStyle): string {
  const name = member.traits.xmlName ?? member.name
  const { shape } = member
  if (shape.type === 'list') {
    const flat = member.traits.xmlFlattened === 1
    const inner = flat ? name : (shape.member.traits.xmlName ?? 'member')
    let items = ''
    for (const item of value as unknown[]) items += writeValue(inner, shape.member, item, style)
    return flat ? items : element(name, items)
  }
  if (shape.type === 'map') {
    const flat = member.traits.xmlFlattened === 1
    let entries = ''
    for (const [key, entry] of Object.entries(value as Fields)) {
      const pair =
        writeValue(shape.key.traits.xmlName ?? 'key', shape.key, key, style) +
        writeValue(shape.value.traits.xmlName ?? 'value', shape.value, entry, style)
      entries += element(flat ? name : 'entry', pair)
    }
    return flat ? entries : element(name, entries)
  }
  return writeValue(name, member, value, style)
}

export function writeValue(name: string, member: Member, value: unknown, style: TextStyle): string {
  const { shape } = member
  if (isScalar(shape)) return element(name, escapeXml(scalarToText(shape, value, style)))
  if (shape.type === 'structure' || shape.type === 'union') {
    const open = name + namespaceOf(member) + attributesOf(shape, value as Fields, style)
    const content = writeMembers(shape, value as Fields, style)
    return content === '' ? `<${open}/>` : `<${open}>${content}</${name}>`
  }
  return writeMember({ ...member, traits: { ...member.traits, xmlName: name } }, value, style)
}

function namespaceOf({ traits }: Member): string {
  if (!traits.xmlNamespace) return ''
  const [prefix, uri] = traits.xmlNamespace
  return ` xmlns${prefix ? `:${prefix}` : ''}="${escapeXml(uri)}"`
}

function attributesOf(structure: StructureShape, value: Fields, style: TextStyle): string {
  let text = ''
  for (const { name, traits, shape } of structure.members) {
    if (!traits.xmlAttribute || value[name] === undefined || !isScalar(shape)) continue
    text += ` ${traits.xmlName ?? name}="${escapeXml(scalarToText(shape, value[name], style))}"`
  }
  return text
}
