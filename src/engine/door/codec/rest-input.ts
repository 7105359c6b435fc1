import { AwsError } from '../../kernel/aws-error.ts'
import type { Member, StructureShape } from '../../model/index.ts'
import type { Fields } from './codec.ts'
import type { RestMatch, RestRequest } from './rest-route.ts'
import { isScalar, scalarFromText } from './scalars.ts'

/** The members of an input that travel in path, query and headers. */
export function boundInput(input: StructureShape, request: RestRequest, labels: RestMatch['labels']): Fields {
  const fields: Fields = {}
  for (const member of input.members) {
    const value = boundValue(member, request, labels)
    if (value !== undefined) fields[member.name] = value
  }
  return fields
}

/** Members of a request's or answer's body: those bound to nothing else. */
export const bodyMembers = ({ members }: StructureShape): readonly Member[] =>
  members.filter(({ traits }) => !isBound(traits))

const isBound = ({
  httpLabel,
  httpQuery,
  httpQueryParams,
  httpHeader,
  httpPrefixHeaders,
  ...traits
}: Member['traits']) =>
  (httpLabel ??
    httpQuery ??
    httpQueryParams ??
    httpHeader ??
    httpPrefixHeaders ??
    traits.httpResponseCode) !== undefined

function boundValue(member: Member, { query, headers }: RestRequest, labels: RestMatch['labels']): unknown {
  const { traits } = member
  if (traits.httpLabel) return fromText(member, labels[member.name], 'dateTime')
  if (traits.httpQuery) return fromQuery(member, query.get(traits.httpQuery))
  if (traits.httpQueryParams) return Object.fromEntries([...query].map(([name, values]) => [name, values[0]]))
  if (traits.httpHeader) return fromHeader(member, headers[traits.httpHeader.toLowerCase()])
  if (traits.httpPrefixHeaders !== undefined)
    return withPrefix(headers, traits.httpPrefixHeaders.toLowerCase())
  return undefined
}

function fromQuery(member: Member, values: readonly string[] | undefined): unknown {
  if (member.shape.type !== 'list') return fromText(member, values?.[0], 'dateTime')
  const { member: element } = member.shape
  return values?.map((value) => fromText(element, value, 'dateTime'))
}

function fromHeader(member: Member, value: string | undefined): unknown {
  if (member.shape.type !== 'list') return fromText(member, value, 'httpDate')
  const { member: element } = member.shape
  return value?.split(',').map((part) => fromText(element, part.trim(), 'httpDate'))
}

function withPrefix(headers: RestRequest['headers'], prefix: string): Fields | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix))
  return found.length > 0
    ? Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]))
    : undefined
}

function fromText(
  { name, shape }: Member,
  text: string | undefined,
  dates: 'dateTime' | 'httpDate',
): unknown {
  if (text === undefined || !isScalar(shape)) return undefined
  const value = scalarFromText(shape, text, dates)
  if (value !== undefined) return value
  const message = `Value '${text.slice(0, 200)}' at '${name}' is not a ${shape.type}`
  throw new AwsError('SerializationException', message)
}
