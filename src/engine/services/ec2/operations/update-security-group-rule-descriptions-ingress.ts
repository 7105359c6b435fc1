import { operation } from '../operation.ts'
import { updateDescriptions } from '../security-groups/update-descriptions.ts'

export const updateSecurityGroupRuleDescriptionsIngress = operation(
  'UpdateSecurityGroupRuleDescriptionsIngress',
  { decide: (request, context) => updateDescriptions(context, request, false) },
)
