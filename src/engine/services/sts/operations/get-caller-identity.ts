import { operationsOf } from '../../../kernel/index.ts'

const operation = operationsOf<typeof import('@aws-sdk/client-sts')>()

export const getCallerIdentity = operation('GetCallerIdentity', {
  decide: (_, { principal }) => ({
    UserId: principal.userId,
    Account: principal.accountId,
    Arn: principal.arn,
  }),
})
