import { operation } from '../operation.ts'

export const getCallerIdentity = operation('GetCallerIdentity', {
  decide: (_, { principal }) => ({
    UserId: principal.userId,
    Account: principal.accountId,
    Arn: principal.arn,
  }),
})
