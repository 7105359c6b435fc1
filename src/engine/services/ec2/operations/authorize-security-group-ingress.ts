import { operation } from '../operation.ts'
import { authorize } from '../security-groups/change-rules.ts'

export const authorizeSecurityGroupIngress = operation('AuthorizeSecurityGroupIngress', {
  decide: (request, context) => authorize(context, request, false),
})
