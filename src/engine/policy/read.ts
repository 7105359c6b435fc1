import { arnPatternOf } from './arn.ts'
import type { Condition } from './condition.ts'
import { isPolicyDocument, listOf, type PolicyDocument, type StatementDocument } from './document.ts'
import { operatorNamed } from './operators.ts'
import { patternOf } from './pattern.ts'
import type { NamedPrincipal, Policy, PrincipalType, Statement } from './statement.ts'

const kept = 1000
const known = new Map<string, Policy>()

/** A policy by its text, read once however often it is asked for. Text that is no policy allows nothing. */
export const policyOf = (text: string): Policy => {
  const before = known.get(text)
  if (before) return before
  const policy = readPolicy(text)
  if (known.size >= kept) known.delete(known.keys().next().value!)
  known.set(text, policy)
  return policy
}

const readPolicy = (text: string): Policy => {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return { statements: [] }
  }
  return isPolicyDocument(document) ? compile(document) : { statements: [] }
}

const compile = ({ Version, Statement }: PolicyDocument): Policy => {
  const variables = Version === '2012-10-17'
  return { statements: listOf(Statement).map((statement) => compileStatement(statement, variables)) }
}

const compileStatement = (document: StatementDocument, variables: boolean): Statement => {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } =
    document
  const resources = Resource ?? NotResource
  const principals = Principal ?? NotPrincipal
  return {
    ...(Sid !== undefined && { sid: Sid }),
    effect: Effect,
    actions: {
      not: NotAction !== undefined,
      patterns: listOf(Action ?? NotAction).map((action) => patternOf(action.toLowerCase(), false)),
    },
    ...(resources !== undefined && {
      resources: {
        not: NotResource !== undefined,
        patterns: listOf(resources).map((resource) => arnPatternOf(resource, variables)),
      },
    }),
    ...(principals !== undefined && {
      principals: { not: NotPrincipal !== undefined, patterns: principalsOf(principals) },
    }),
    conditions: conditionsOf(Condition, variables),
  }
}

const principalsOf = (principals: NonNullable<StatementDocument['Principal']>): NamedPrincipal[] =>
  principals === '*'
    ? [{ type: 'AWS', name: '*' }]
    : Object.entries(principals).flatMap(([type, names]) =>
        listOf(names).map((name) => ({ type: type as PrincipalType, name })),
      )

const conditionsOf = (condition: StatementDocument['Condition'], variables: boolean): Condition[] =>
  Object.entries(condition ?? {}).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, wanted]): Condition => {
      const texts = listOf(wanted).map(String)
      if (name.toLowerCase() === 'null') return { key: key.toLowerCase(), absent: isTrue(texts) }
      const operator = operatorNamed(name)
      if (!operator) return { key: impossible, absent: false }
      return {
        key: key.toLowerCase(),
        operator,
        values: texts.map((text) => patternOf(text, variables)),
      }
    }),
  )

/** A key that no request has: what cannot be understood never holds. */
const impossible = ' '

const isTrue = (texts: readonly string[]) => texts.some((text) => text.toLowerCase() === 'true')
