import type { Member, StructureShape } from '../../model/index.ts'
import type { Fields } from './codec.ts'
import { perShape } from './per-shape.ts'
import { isScalar, scalarToText } from './scalars.ts'

const style = { dates: 'httpDate', millis: false } as const

/** The headers that members of an output travel in. */
export function boundHeaders(output: StructureShape, value: Fields): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const member of output.members) {
    const field = value[member.name]
    if (field === undefined || field === null) continue
    const { httpHeader, httpPrefixHeaders } = member.traits
    if (httpHeader) headers[httpHeader.toLowerCase()] = headerText(member, field)
    if (httpPrefixHeaders === undefined) continue
    for (const [name, text] of Object.entries(field as Record<string, string>)) {
      headers[`${httpPrefixHeaders}${name}`.toLowerCase()] = text
    }
  }
  return headers
}

/** Members of an answer's body. Some shapes are inputs too, and have members that are bound only there. */
export const answerMembers = perShape(({ members }: StructureShape): readonly Member[] =>
  members.filter(
    ({ traits: { httpHeader, httpPrefixHeaders, httpResponseCode } }) =>
      (httpHeader ?? httpPrefixHeaders ?? httpResponseCode) === undefined,
  ),
)

/** The member that is the whole body, if the output has one. */
export const payloadOf = (shape: StructureShape): Member | undefined =>
  shape.members.find(({ traits }) => traits.httpPayload)

export function statusOf(output: StructureShape | undefined, value: Fields, usual: number): number {
  const member = output?.members.find(({ traits }) => traits.httpResponseCode)
  return (member && (value[member.name] as number | undefined)) ?? usual
}

function headerText(member: Member, value: unknown): string {
  const { shape } = member
  if (shape.type === 'list')
    return (value as unknown[]).map((item) => headerText(shape.member, item)).join(',')
  return isScalar(shape) ? scalarToText(shape, value, style) : JSON.stringify(value)
}
