import { operationsOf } from '../../kernel/index.ts'

export const operation = operationsOf<typeof import('@aws-sdk/client-cloudtrail')>()
