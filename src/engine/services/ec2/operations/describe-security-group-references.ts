import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { groupById } from '../security-groups/find-group.ts'

/** Only VPCs on the other side of a peering count here, and there are no peerings. */
export const describeSecurityGroupReferences = operation('DescribeSecurityGroupReferences', {
  decide({ GroupId = [] }, { tx }) {
    if (GroupId.length === 0) throw missingParameter('GroupId')
    for (const id of GroupId) groupById(tx, id)
    return { SecurityGroupReferenceSet: [] }
  },
})
