import type { DecideContext } from '../../../kernel/index.ts'

type Context = Pick<DecideContext, 'tx' | 'newId'>

/** A new group lets everything out and nothing in. */
export const putEgressToAll = ({ tx, newId }: Context, GroupId: string) => {
  const SecurityGroupRuleId = newId('sgr')
  tx.put('ec2.security-group-rule', SecurityGroupRuleId, {
    SecurityGroupRuleId,
    GroupId,
    IsEgress: true,
    IpProtocol: '-1',
    FromPort: -1,
    ToPort: -1,
    CidrIpv4: '0.0.0.0/0',
    Tags: [],
  })
}

/** Each VPC has a group `default`, whose members reach each other. */
export const putDefaultGroup = (context: Context, VpcId: string) => {
  const { tx, newId } = context
  const GroupId = newId('sg')
  tx.put('ec2.security-group', GroupId, {
    GroupId,
    GroupName: 'default',
    Description: 'default VPC security group',
    VpcId,
    Tags: [],
  })
  const SecurityGroupRuleId = newId('sgr')
  tx.put('ec2.security-group-rule', SecurityGroupRuleId, {
    SecurityGroupRuleId,
    GroupId,
    IsEgress: false,
    IpProtocol: '-1',
    FromPort: -1,
    ToPort: -1,
    ReferencedGroupId: GroupId,
    Tags: [],
  })
  putEgressToAll(context, GroupId)
}
