import { AwsError } from '../../kernel/index.ts'

// Those that several resources share. The words are AWS's: aws-facts 1.5, 3.4.

export const missingParameter = (name: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}`)

export const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', message)

export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombination', message)

export const incorrectState = (message: string) => new AwsError('IncorrectState', message)

export const malformedId = (code: string, prefix: string) => (id: string) =>
  new AwsError(code, `Invalid id: "${id}" (expecting "${prefix}-...")`)

export const notTaggable = (type: string) =>
  invalidParameter(`'${type}' is not a valid taggable resource type for this operation.`)

export const tokenMismatch = () =>
  new AwsError(
    'IdempotentParameterMismatch',
    'Parameters on this idempotent request are inconsistent with parameters used in previous request(s)',
  )
