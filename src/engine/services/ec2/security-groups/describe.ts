import { groupBy } from '../../../kernel/index.ts'
import type { IpPermission, SecurityGroup, SecurityGroupRule } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { tagMember } from '../tags.ts'
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './records.ts'

const arn = ({ scope }: Transaction, resource: string) =>
  `arn:aws:ec2:${scope.region}:${scope.account}:${resource}`

export const groupArn = (tx: Transaction, id: string) => arn(tx, `security-group/${id}`)

export const rulesOfGroup = (tx: Transaction, groupId: string) =>
  tx.list('ec2.security-group-rule').filter((rule) => rule.GroupId === groupId)

export const describeGroup = (tx: Transaction, group: SecurityGroupRecord): SecurityGroup => {
  const rules = rulesOfGroup(tx, group.GroupId)
  return {
    GroupId: group.GroupId,
    IpPermissionsEgress: permissionsOf(
      tx,
      rules.filter((rule) => rule.IsEgress),
    ),
    ...tagMember(group.Tags),
    VpcId: group.VpcId,
    SecurityGroupArn: groupArn(tx, group.GroupId),
    OwnerId: tx.scope.account,
    GroupName: group.GroupName,
    Description: group.Description,
    IpPermissions: permissionsOf(
      tx,
      rules.filter((rule) => !rule.IsEgress),
    ),
  }
}

/** Rules with the same traffic are one permission with several peers. */
const permissionsOf = (tx: Transaction, rules: readonly SecurityGroupRuleRecord[]): IpPermission[] => {
  const alike = groupBy(rules, (rule) => `${rule.IpProtocol} ${rule.FromPort} ${rule.ToPort}`)
  return [...alike.values()].map((peers) => {
    const { IpProtocol, FromPort, ToPort } = peers[0]!
    const described = ({ Description }: SecurityGroupRuleRecord) =>
      Description === undefined ? {} : { Description }
    return {
      IpProtocol,
      ...(IpProtocol !== '-1' && { FromPort, ToPort }),
      UserIdGroupPairs: peers.flatMap((rule) =>
        rule.ReferencedGroupId
          ? { ...described(rule), UserId: tx.scope.account, GroupId: rule.ReferencedGroupId }
          : [],
      ),
      IpRanges: peers.flatMap((rule) =>
        rule.CidrIpv4 === undefined ? [] : { ...described(rule), CidrIp: rule.CidrIpv4 },
      ),
      Ipv6Ranges: peers.flatMap((rule) =>
        rule.CidrIpv6 === undefined ? [] : { ...described(rule), CidrIpv6: rule.CidrIpv6 },
      ),
      PrefixListIds: [],
    }
  })
}

const peerMembers = (tx: Transaction, rule: SecurityGroupRuleRecord) => ({
  ...(rule.CidrIpv4 !== undefined && { CidrIpv4: rule.CidrIpv4 }),
  ...(rule.CidrIpv6 !== undefined && { CidrIpv6: rule.CidrIpv6 }),
  ...(rule.ReferencedGroupId !== undefined && {
    ReferencedGroupInfo: { GroupId: rule.ReferencedGroupId, UserId: tx.scope.account },
  }),
})

/** DescribeSecurityGroupRules has Tags even where there are none; Authorize leaves them out then. */
export const describeRule = (tx: Transaction, rule: SecurityGroupRuleRecord): SecurityGroupRule => ({
  SecurityGroupRuleId: rule.SecurityGroupRuleId,
  GroupId: rule.GroupId,
  GroupOwnerId: tx.scope.account,
  IsEgress: rule.IsEgress,
  IpProtocol: rule.IpProtocol,
  FromPort: rule.FromPort,
  ToPort: rule.ToPort,
  ...peerMembers(tx, rule),
  ...(rule.Description !== undefined && { Description: rule.Description }),
  Tags: [...rule.Tags],
  SecurityGroupRuleArn: arn(tx, `security-group-rule/${rule.SecurityGroupRuleId}`),
})
