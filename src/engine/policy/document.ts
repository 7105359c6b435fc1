/** A policy document as it is written; lists of one may be written without brackets. */
export interface PolicyDocument {
  Version?: string
  Id?: string
  Statement: StatementDocument | StatementDocument[]
}

type OneOrMany = string | string[]

export interface StatementDocument {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Action?: OneOrMany
  NotAction?: OneOrMany
  Resource?: OneOrMany
  NotResource?: OneOrMany
  Principal?: '*' | Record<string, OneOrMany>
  NotPrincipal?: '*' | Record<string, OneOrMany>
  Condition?: Record<string, Record<string, Scalar | Scalar[]>>
}

type Scalar = string | number | boolean

const isText = (value: unknown) => typeof value === 'string'
const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const oneOrMany = (is: (value: unknown) => boolean) => (value: unknown) =>
  is(value) || (Array.isArray(value) && value.every(is))
const recordOf = (is: (value: unknown) => boolean) => (value: unknown) =>
  isObject(value) && Object.values(value).every(is)

const texts = oneOrMany(isText)
const principal = (value: unknown) => value === '*' || recordOf(texts)(value)

const elements: Readonly<Record<string, (value: unknown) => boolean>> = {
  Sid: isText,
  Effect: (value) => value === 'Allow' || value === 'Deny',
  Action: texts,
  NotAction: texts,
  Resource: texts,
  NotResource: texts,
  Principal: principal,
  NotPrincipal: principal,
  Condition: recordOf(recordOf(oneOrMany(isScalar))),
}

const isStatement = (value: unknown) =>
  isObject(value) &&
  'Effect' in value &&
  Object.entries(value).every(
    ([name, element]) => Object.hasOwn(elements, name) && elements[name]!(element),
  ) &&
  !('Action' in value && 'NotAction' in value) &&
  !('Resource' in value && 'NotResource' in value) &&
  !('Principal' in value && 'NotPrincipal' in value)

/** The grammar of policies; what it means is judged elsewhere. */
export const isPolicyDocument = (value: unknown): value is PolicyDocument =>
  isObject(value) &&
  Object.keys(value).every((name) => ['Version', 'Id', 'Statement'].includes(name)) &&
  (value['Version'] === undefined ||
    value['Version'] === '2012-10-17' ||
    value['Version'] === '2008-10-17') &&
  (value['Id'] === undefined || isText(value['Id'])) &&
  (Array.isArray(value['Statement'])
    ? value['Statement'].every(isStatement)
    : isStatement(value['Statement']))

export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
