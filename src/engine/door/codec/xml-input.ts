import { AwsError } from '../../kernel/aws-error.ts'
import type { Member, StructureShape } from '../../model/index.ts'
import type { Fields } from './codec.ts'
import { isScalar, scalarFromText } from './scalars.ts'
import type { XmlElement } from './xml-parser.ts'

/** A structure out of an element; elements that the shape does not know are ignored. */
export function xmlInput(structure: StructureShape, element: XmlElement): Fields {
  const fields: Fields = {}
  for (const member of structure.members) {
    const value = member.traits.xmlAttribute ? fromAttribute(member, element) : fromChildren(member, element)
    if (value !== undefined) fields[member.name] = value
  }
  return fields
}

function fromAttribute(member: Member, { attributes }: XmlElement): unknown {
  const name = member.traits.xmlName ?? member.name
  return Object.hasOwn(attributes, name) ? scalar(member, attributes[name]!) : undefined
}

function fromChildren(member: Member, parent: XmlElement): unknown {
  const name = member.traits.xmlName ?? member.name
  const found = parent.children.filter((child) => child.name === name)
  if (found.length === 0) return undefined
  const { shape } = member
  if (member.traits.xmlFlattened && shape.type === 'list')
    return found.map((item) => xmlValue(shape.member, item))
  if (member.traits.xmlFlattened && shape.type === 'map') return entries(member, found)
  return xmlValue(member, found[0]!)
}

export function xmlValue(member: Member, element: XmlElement): unknown {
  const { shape } = member
  switch (shape.type) {
    case 'structure':
    case 'union':
      return xmlInput(shape, element)
    case 'list': {
      const name = shape.member.traits.xmlName ?? 'member'
      return element.children
        .filter((child) => child.name === name)
        .map((item) => xmlValue(shape.member, item))
    }
    case 'map':
      return entries(
        member,
        element.children.filter((child) => child.name === 'entry'),
      )
    default:
      return scalar(member, element.text)
  }
}

function entries({ shape }: Member, found: readonly XmlElement[]): unknown {
  if (shape.type !== 'map') return undefined
  const part = (entry: XmlElement, side: Member) => {
    const child = entry.children.find(({ name }) => name === (side.traits.xmlName ?? side.name))
    return child && xmlValue(side, child)
  }
  return Object.fromEntries(found.map((entry) => [String(part(entry, shape.key)), part(entry, shape.value)]))
}

function scalar({ shape }: Member, text: string): unknown {
  if (!isScalar(shape)) return undefined
  const value = scalarFromText(shape, shape.type === 'string' ? text : text.trim(), 'dateTime')
  if (value === undefined) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    )
  }
  return value
}
