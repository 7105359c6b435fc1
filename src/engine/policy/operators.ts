import { arnMatches } from './arn.ts'
import { inBlock } from './ip.ts'
import { literally, matches, type Pattern } from './pattern.ts'

/** Whether a value of the request meets one value of the policy (its variables filled in). */
type Test = (value: string, wanted: Pattern) => boolean

interface Operator {
  readonly test: Test
  /** Holds where none of the policy's values is met, and where the request has no such key. */
  readonly negated: boolean
}

const equals: Test = (value, wanted) => value === literally(wanted)
const equalsIgnoringCase: Test = (value, wanted) => value.toLowerCase() === literally(wanted).toLowerCase()
const like: Test = (value, wanted) => matches(wanted, value)
const arnLike: Test = (value, wanted) => arnMatches(segmented(wanted), value, {})

const segmented = (pattern: Pattern) => {
  const found: Pattern[] = []
  let rest = pattern
  for (let colon = rest.indexOf(':'); colon >= 0 && found.length < 5; colon = rest.indexOf(':')) {
    found.push(rest.slice(0, colon))
    rest = rest.slice(colon + 1)
  }
  return [...found, rest]
}

const compared =
  (read: (text: string) => number, holds: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) => {
    const [left, right] = [read(value), read(literally(wanted))]
    return !Number.isNaN(left) && !Number.isNaN(right) && holds(left, right)
  }

const numberOf = (text: string) => (/^\s*[-+]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : NaN)

/** ISO 8601, or seconds since 1970. */
const dateOf = (text: string) => (/^\d{1,12}$/.test(text) ? Number(text) * 1000 : Date.parse(text))

const comparisons = {
  Equals: (value: number, wanted: number) => value === wanted,
  LessThan: (value: number, wanted: number) => value < wanted,
  LessThanEquals: (value: number, wanted: number) => value <= wanted,
  GreaterThan: (value: number, wanted: number) => value > wanted,
  GreaterThanEquals: (value: number, wanted: number) => value >= wanted,
}

const ordered = (kind: string, read: (text: string) => number): [string, Operator][] =>
  Object.entries(comparisons).map(([name, holds]) => [
    kind + name,
    { test: compared(read, holds), negated: false },
  ])

const is = (test: Test): Operator => ({ test, negated: false })
const isNot = (test: Test): Operator => ({ test, negated: true })
const inAddressBlock: Test = (value, wanted) => inBlock(value, literally(wanted))

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['StringEquals', is(equals)],
  ['StringNotEquals', isNot(equals)],
  ['StringEqualsIgnoreCase', is(equalsIgnoringCase)],
  ['StringNotEqualsIgnoreCase', isNot(equalsIgnoringCase)],
  ['StringLike', is(like)],
  ['StringNotLike', isNot(like)],
  // ArnEquals takes wildcards just as ArnLike does.
  ['ArnEquals', is(arnLike)],
  ['ArnLike', is(arnLike)],
  ['ArnNotEquals', isNot(arnLike)],
  ['ArnNotLike', isNot(arnLike)],
  ...ordered('Numeric', numberOf),
  ['NumericNotEquals', isNot(compared(numberOf, comparisons.Equals))],
  ...ordered('Date', dateOf),
  ['DateNotEquals', isNot(compared(dateOf, comparisons.Equals))],
  ['Bool', is(equalsIgnoringCase)],
  ['BinaryEquals', is(equals)],
  ['IpAddress', is(inAddressBlock)],
  ['NotIpAddress', isNot(inAddressBlock)],
])

export type SetQualifier = 'ForAnyValue' | 'ForAllValues'

export interface ConditionOperator extends Operator {
  readonly name: string
  readonly qualifier?: SetQualifier
  /** Holds too where the request has no such key. */
  readonly ifExists: boolean
}

const names = new Map([...operators.keys()].map((name) => [name.toLowerCase(), name]))

/** `ForAnyValue:StringLikeIfExists` and its like; undefined if there is no such operator. `Null` is read elsewhere. */
export const operatorNamed = (text: string): ConditionOperator | undefined => {
  const colon = text.indexOf(':')
  const qualifier = { foranyvalue: 'ForAnyValue', forallvalues: 'ForAllValues' }[
    text.slice(0, Math.max(0, colon)).toLowerCase()
  ] as SetQualifier | undefined
  if (colon >= 0 && !qualifier) return undefined
  const plain = text.slice(colon + 1)
  const ifExists = /ifexists$/i.test(plain)
  const name = names.get((ifExists ? plain.slice(0, -'IfExists'.length) : plain).toLowerCase())
  return name === undefined
    ? undefined
    : { name, ifExists, ...operators.get(name)!, ...(qualifier && { qualifier }) }
}
