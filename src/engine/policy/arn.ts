import { type ConditionContext, filledIn, matches, type Pattern, patternOf } from './pattern.ts'

/** An ARN's pattern, a segment each: a wildcard never reaches over a colon before the resource. */
export type ArnPattern = readonly Pattern[]

const segments = 6

export const arnPatternOf = (text: string, variables: boolean): ArnPattern => {
  const found: Pattern[] = []
  let segment: Pattern[number][] = []
  for (const part of patternOf(text, variables)) {
    if (part === ':' && found.length < segments - 1) {
      found.push(segment)
      segment = []
    } else segment.push(part)
  }
  return [...found, segment]
}

/** The last segment of the pattern takes all that is left: so `*` alone is any ARN. */
export const arnMatches = (pattern: ArnPattern, arn: string, context: ConditionContext): boolean => {
  const parts = splitArn(arn, pattern.length)
  return (
    parts.length === pattern.length &&
    pattern.every((segment, index) => {
      const filled = filledIn(segment, context)
      return filled !== undefined && matches(filled, parts[index]!)
    })
  )
}

const splitArn = (arn: string, most: number): string[] => {
  const parts: string[] = []
  let start = 0
  for (let end = arn.indexOf(':'); end >= 0 && parts.length < most - 1; end = arn.indexOf(':', start)) {
    parts.push(arn.slice(start, end))
    start = end + 1
  }
  return [...parts, arn.slice(start)]
}
