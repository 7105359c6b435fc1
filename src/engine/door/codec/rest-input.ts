import type { Member, StructureShape } from '../../model/index.ts'
import type { Fields } from './codec.ts'
import type { RestMatch, RestRequest } from './rest-route.ts'
import { isScalar, scalarFromText } from './scalars.ts'

/** What is said of a text that is not of its member's type. */
type Malformed = (member: Member, text: string) => Error

/** The members of an input that travel in path, query and headers. */
export function boundInput(
  input: StructureShape,
  request: RestRequest,
  match: RestMatch,
  malformed: Malformed,
): Fields {
  const fields: Fields = {}
  for (const member of input.members) {
    const value = boundValue(input, member, request, match, malformed)
    if (value !== undefined) fields[member.name] = value
  }
  return fields
}

/** Members of a request's body: those bound to nothing else. */
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

function boundValue(
  input: StructureShape,
  member: Member,
  { query, headers }: RestRequest,
  { labels, constants }: RestMatch,
  malformed: Malformed,
): unknown {
  const { name, shape, traits } = member
  if (traits.httpLabel) return fromText(member, labels[name], 'dateTime', malformed)
  if (traits.httpQuery) {
    const values = query.get(traits.httpQuery)
    if (shape.type !== 'list') return fromText(member, values?.[0], 'dateTime', malformed)
    return values?.map((value) => fromText(shape.member, value, 'dateTime', malformed))
  }
  if (traits.httpQueryParams) return otherParameters(input, query, constants)
  if (traits.httpHeader) {
    const value = headers[traits.httpHeader.toLowerCase()]
    if (shape.type !== 'list') return fromText(member, value, 'httpDate', malformed)
    return value && listed(value).map((part) => fromText(shape.member, part, 'httpDate', malformed))
  }
  if (traits.httpPrefixHeaders !== undefined)
    return withPrefix(headers, traits.httpPrefixHeaders.toLowerCase())
  return undefined
}

/** A header's list: what holds a comma or quotation marks stands in quotation marks. */
function listed(value: string): string[] {
  const parts: string[] = []
  const part = /\s*(?:"((?:\\.|[^"\\])*)"\s*|([^,]*))(,|$)/g
  for (const [, quoted, plain = '', end] of value.matchAll(part)) {
    parts.push(quoted?.replaceAll(/\\(.)/g, '$1') ?? plain.trim())
    if (end === '') break
  }
  return parts
}

/** What of the query no other member takes. */
function otherParameters(
  { members }: StructureShape,
  query: RestRequest['query'],
  constants: readonly string[],
): Fields | undefined {
  const taken = new Set([...members.map(({ traits }) => traits.httpQuery), ...constants])
  const found = [...query].filter(([name]) => !taken.has(name) && !name.startsWith('X-Amz-'))
  return found.length > 0 ? Object.fromEntries(found.map(([name, values]) => [name, values[0]])) : undefined
}

function withPrefix(headers: RestRequest['headers'], prefix: string): Fields | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix))
  return found.length > 0
    ? Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]))
    : undefined
}

function fromText(
  member: Member,
  text: string | undefined,
  dates: 'dateTime' | 'httpDate',
  malformed: Malformed,
): unknown {
  if (text === undefined || !isScalar(member.shape)) return undefined
  const value = scalarFromText(member.shape, text, dates)
  if (value === undefined) throw malformed(member, text)
  return value
}
