import { AwsError } from '../../kernel/index.ts'

// The words are AWS's: aws-facts 7 and appendix A. Statuses are the model's.

const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', message)

export const notFound = {
  user: (name: string) => noSuchEntity(`The user with name ${name} cannot be found.`),
  group: (name: string) => noSuchEntity(`The group with name ${name} cannot be found.`),
  role: (name: string) => noSuchEntity(`The role with name ${name} cannot be found.`),
  profile: (name: string) => noSuchEntity(`Instance Profile ${name} cannot be found.`),
  policy: (arn: string) => noSuchEntity(`Policy ${arn} was not found.`),
  attachable: (arn: string) => noSuchEntity(`Policy ${arn} does not exist or is not attachable.`),
  attached: (arn: string) => noSuchEntity(`Policy ${arn} was not found.`),
  loginProfile: (name: string) => noSuchEntity(`Login Profile for User ${name} cannot be found.`),
  passwordPolicy: (account: string) =>
    noSuchEntity(`The Password Policy with domain name ${account} cannot be found.`),
  key: (id: string) => noSuchEntity(`The Access Key with id ${id} cannot be found.`),
  inline: (holder: string, name: string) =>
    noSuchEntity(`The ${holder} policy with name ${name} cannot be found.`),
  version: (arn: string, version: string) =>
    noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`),
}

export const alreadyExists = (message: string) => new AwsError('EntityAlreadyExists', message)

export const deleteConflict = (message: string) => new AwsError('DeleteConflict', message)

export const stillReferenced = () =>
  deleteConflict('Cannot delete entity, must remove referenced objects first.')

export const limitExceeded = (message: string) => new AwsError('LimitExceeded', message)

export const quotaExceeded = (what: string, limit: number) =>
  limitExceeded(`Cannot exceed quota for ${what}: ${limit}`)

export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', message)

export const invalidInput = (message: string) => new AwsError('InvalidInput', message)

export const validationError = (message: string) => new AwsError('ValidationError', message)

export const unmodifiable = () =>
  new AwsError('AccessDenied', 'Policy is outside your own account.', { status: 403 })
