import { useAction } from '../../../data/index.ts'
import { filledIn } from '../tags/index.ts'
import type { NewGroup } from './new-group.ts'
import { saveRules } from './save-rules.ts'

/** Makes a group with its rules; when AWS refuses a rule, the group goes again, so that the form can be tried anew. */
export const useCreateGroup = () =>
  useAction(
    {
      failure: 'Failed to create security group',
      success: ({ id, name }: { id: string; name: string }) => ({
        text: `Security group (${id} | ${name}) was created successfully`,
      }),
    },
    async ({ call }, { name, description, vpcId, inbound, outbound, tags }: NewGroup) => {
      const Tags = filledIn(tags)
      const { GroupId: id = '' } = await call('ec2', 'CreateSecurityGroup', {
        GroupName: name,
        Description: description,
        VpcId: vpcId,
        ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'security-group', Tags }] }),
      })
      try {
        await saveRules({ call }, id, 'inbound', [], inbound)
        const { SecurityGroupRules = [] } = await call('ec2', 'DescribeSecurityGroupRules', {
          Filters: [{ Name: 'group-id', Values: [id] }],
        })
        const egress = SecurityGroupRules.filter(({ IsEgress }) => IsEgress)
        await saveRules({ call }, id, 'outbound', egress, outbound)
      } catch (error) {
        await call('ec2', 'DeleteSecurityGroup', { GroupId: id })
        throw error
      }
      return { id, name }
    },
  )
