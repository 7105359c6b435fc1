import { type CallContext, newPrincipalId } from '../../kernel/index.ts'
import { validationError } from './errors.ts'

export const newEntityId = ({ random }: CallContext, prefix: string) => newPrincipalId(prefix, random)

/** Of what is being made: its path must be one. */
export const arnOf = (
  { account }: Pick<CallContext, 'account'>,
  type: string,
  path: string,
  name: string,
) => {
  if (!/^\/([!-~]+\/)?$/.test(path))
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    )
  return `arn:aws:iam::${account}:${type}${path}${name}`
}

export const wholeSeconds = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000)
