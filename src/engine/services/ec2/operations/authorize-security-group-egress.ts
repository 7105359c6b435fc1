import { operation } from '../operation.ts'
import { authorize } from '../security-groups/change-rules.ts'

export const authorizeSecurityGroupEgress = operation('AuthorizeSecurityGroupEgress', {
  decide: (request, context) => authorize(context, request, true),
})
