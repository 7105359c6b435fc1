import type { ArnPattern } from './arn.ts'
import { arnMatches } from './arn.ts'
import { type Condition, holds } from './condition.ts'
import { type ConditionContext, matches, type Pattern } from './pattern.ts'

/** `Action` or `NotAction` and what it lists. */
export interface Listed<T> {
  readonly not: boolean
  readonly patterns: readonly T[]
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'

export interface NamedPrincipal {
  readonly type: PrincipalType
  readonly name: string
}

export interface Statement {
  readonly sid?: string
  readonly effect: 'Allow' | 'Deny'
  readonly actions: Listed<Pattern>
  /** Trust policies have none: they speak of their own role. */
  readonly resources?: Listed<ArnPattern>
  readonly principals?: Listed<NamedPrincipal>
  readonly conditions: readonly Condition[]
}

/** A policy, read once. */
export interface Policy {
  readonly statements: readonly Statement[]
}

export interface AccessRequest {
  /** `ec2:StartInstances` */
  readonly action: string
  /** An ARN, or `*` for what has none. */
  readonly resource: string
  readonly context: ConditionContext
}

/** Everything but the principal. */
export const applies = (statement: Statement, { action, resource, context }: AccessRequest): boolean => {
  const { actions, resources, conditions } = statement
  const named = action.toLowerCase()
  return (
    actions.patterns.some((pattern) => matches(pattern, named)) !== actions.not &&
    (!resources ||
      resources.patterns.some((pattern) => arnMatches(pattern, resource, context)) !== resources.not) &&
    conditions.every((condition) => holds(condition, context))
  )
}
