import { operation } from '../operation.ts'
import { updateDescriptions } from '../security-groups/update-descriptions.ts'

export const updateSecurityGroupRuleDescriptionsEgress = operation(
  'UpdateSecurityGroupRuleDescriptionsEgress',
  { decide: (request, context) => updateDescriptions(context, request, true) },
)
