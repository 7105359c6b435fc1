import { operation } from '../operation.ts'
import { revoke } from '../security-groups/change-rules.ts'

export const revokeSecurityGroupEgress = operation('RevokeSecurityGroupEgress', {
  decide: (request, context) => revoke(context, request, true),
})
