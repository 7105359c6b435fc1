import { operation } from '../operation.ts'
import { revoke } from '../security-groups/change-rules.ts'

export const revokeSecurityGroupIngress = operation('RevokeSecurityGroupIngress', {
  decide: (request, context) => revoke(context, request, false),
})
