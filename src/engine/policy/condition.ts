import { type ConditionOperator } from './operators.ts'
import { type ConditionContext, filledIn, type Pattern } from './pattern.ts'

/** One key under one operator. All conditions of a statement must hold. */
export type Condition =
  | { readonly key: string; readonly absent: boolean }
  | { readonly key: string; readonly operator: ConditionOperator; readonly values: readonly Pattern[] }

export const holds = (condition: Condition, context: ConditionContext): boolean => {
  const value = context[condition.key]
  const missing = value === undefined || value.length === 0
  if ('absent' in condition) return missing === condition.absent
  const { operator } = condition
  if (missing) return operator.ifExists || operator.qualifier === 'ForAllValues' || isNegatedSingle(operator)
  const wanted = condition.values.flatMap((pattern) => {
    const filled = filledIn(pattern, context)
    return filled ? [filled] : []
  })
  const meets = (each: string) => wanted.some((pattern) => operator.test(each, pattern)) !== operator.negated
  const given = typeof value === 'string' ? [value] : value
  if (operator.qualifier === 'ForAnyValue') return given.some(meets)
  if (operator.qualifier === 'ForAllValues') return given.every(meets)
  return operator.negated ? given.every(meets) : given.some(meets)
}

/** "Not equal" holds of what is not there; "any value that is not equal" does not. */
const isNegatedSingle = ({ negated, qualifier }: ConditionOperator) => negated && qualifier === undefined
