import { type CallContext, newAccessKeyId } from '../../kernel/index.ts'

/** AIDA… users, AGPA… groups, AROA… roles, AIPA… instance profiles, ANPA… policies. */
export const newEntityId = ({ random }: CallContext, prefix: string) => newAccessKeyId(prefix, random)

export const arnOf = ({ account }: Pick<CallContext, 'account'>, type: string, path: string, name: string) =>
  `arn:aws:iam::${account}:${type}${path}${name}`

export const wholeSeconds = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000)
