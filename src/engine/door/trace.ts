import type { CallSource, CallTrace } from '../kernel/index.ts'
import type { Member, OperationModel, StructureShape } from '../model/index.ts'
import type { Fields } from './codec/index.ts'
import type { WireRequest } from './wire.ts'

const removed = '<sensitiveDataRemoved>'
const longestText = 2048
const longestList = 100
const mostValues = 400
const deepest = 12

// Secrets that the models do not call sensitive.
const secret =
  /^(SessionToken|SecretAccessKey|PrivateKey|Password|NewPassword|OldPassword|AuthorizationToken)$/

/** What is remembered of a call: its members by AWS's names, secrets and bytes left out, within bounds. */
export function traceOf({ input, output }: OperationModel, given: Fields, source: CallSource): CallTrace {
  return {
    source,
    input: () => remembered(input, given),
    output: (result) => remembered(output, (result ?? {}) as Fields),
  }
}

export function sourceOf({ source, headers }: WireRequest, accessKeyId: string | undefined): CallSource {
  const userAgent = headers['user-agent']
  return {
    ...(source !== undefined && { address: source }),
    ...(userAgent !== undefined && { userAgent: userAgent.slice(0, 256) }),
    ...(accessKeyId !== undefined && { accessKeyId: accessKeyId.slice(0, 128) }),
  }
}

function remembered(shape: StructureShape | undefined, value: Fields): unknown {
  return shape ? structure(shape, value, { left: mostValues }, 0) : {}
}

/** How many more values a record may hold; a long text counts as several. */
interface Budget {
  left: number
}

function structure(shape: StructureShape, value: Fields, budget: Budget, depth: number): Fields {
  const fields: Fields = {}
  for (const member of shape.members) {
    const field = value[member.name]
    if (field === undefined || field === null || budget.left <= 0) continue
    const kept = valueOf(member, field, budget, depth + 1)
    if (kept !== undefined) fields[member.name] = kept
  }
  return fields
}

function valueOf(member: Member, value: unknown, budget: Budget, depth: number): unknown {
  const { shape, traits, name } = member
  if (shape.type === 'blob' || traits.streaming || depth > deepest) return undefined
  if (traits.sensitive || secret.test(name)) return removed
  budget.left--
  switch (shape.type) {
    case 'structure':
    case 'union':
      return structure(shape, value as Fields, budget, depth)
    case 'list': {
      const items = (value as unknown[]).slice(0, longestList)
      return items
        .filter(() => budget.left > 0)
        .map((item) => item && valueOf(shape.member, item, budget, depth + 1))
    }
    case 'map': {
      const entries = Object.entries(value as Fields).slice(0, longestList)
      return Object.fromEntries(
        entries.map(([key, entry]) => [
          key.slice(0, longestText),
          entry && valueOf(shape.value, entry, budget, depth + 1),
        ]),
      )
    }
    case 'document':
      return undefined
    case 'bigInteger':
    case 'bigDecimal':
      return String(value).slice(0, longestText)
    default:
      if (typeof value !== 'string') return value
      budget.left -= value.length >> 6
      return value.slice(0, longestText)
  }
}
