import { AwsError } from '../../kernel/index.ts'

export const validation = (message: string) => new AwsError('ValidationException', message)

/** AWS says nothing but the name. */
export const parameterNotFound = () => new AwsError('ParameterNotFound', '')

export const versionNotFound = (version: string, name: string) =>
  new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  )

export const alreadyExists = () =>
  new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  )

export const invalidToken = () => new AwsError('InvalidNextToken', 'The specified token is not valid.')

export const invalidFilter = (key: string) =>
  new AwsError(
    'InvalidFilterKey',
    `The following filter key is not valid: ${key}. Valid filter keys include: [DataType, KeyId, Name, Path, Tier, Type, tag].`,
  )

export const invalidOption = (option: string) =>
  new AwsError(
    'InvalidFilterOption',
    `The following filter option is not valid: ${option}. Valid options include: [BeginsWith, Equals].`,
  )

export const missingValues = (key: string) =>
  new AwsError('InvalidFilterValue', `The following filter values are missing : null for filter key ${key}.`)
