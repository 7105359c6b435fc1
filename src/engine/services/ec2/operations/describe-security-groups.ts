import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2'
import { type FilterTable, filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeGroup } from '../security-groups/describe.ts'
import { groupById, groupByName } from '../security-groups/find-group.ts'

const permissionFilters = (
  prefix: string,
  permissions: (group: SecurityGroup) => IpPermission[],
): FilterTable<SecurityGroup> => ({
  [`${prefix}.cidr`]: (group) =>
    permissions(group).flatMap((each) => each.IpRanges!.map((range) => range.CidrIp)),
  [`${prefix}.ipv6-cidr`]: (group) =>
    permissions(group).flatMap((each) => each.Ipv6Ranges!.map((range) => range.CidrIpv6)),
  [`${prefix}.from-port`]: (group) => permissions(group).map((each) => each.FromPort),
  [`${prefix}.to-port`]: (group) => permissions(group).map((each) => each.ToPort),
  [`${prefix}.group-id`]: (group) =>
    permissions(group).flatMap((each) => each.UserIdGroupPairs!.map((pair) => pair.GroupId)),
  [`${prefix}.group-name`]: (group) =>
    permissions(group).flatMap((each) => each.UserIdGroupPairs!.map((pair) => pair.GroupName)),
  [`${prefix}.user-id`]: (group) =>
    permissions(group).flatMap((each) => each.UserIdGroupPairs!.map((pair) => pair.UserId)),
  [`${prefix}.prefix-list-id`]: (group) =>
    permissions(group).flatMap((each) => each.PrefixListIds!.map((list) => list.PrefixListId)),
  [`${prefix}.protocol`]: (group) => permissions(group).map((each) => each.IpProtocol),
})

export const describeSecurityGroups = operation('DescribeSecurityGroups', {
  decide({ GroupIds = [], GroupNames = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = GroupIds.length + GroupNames.length > 0
    const asked = given
      ? [
          ...[...new Set(GroupIds)].map((id) => groupById(tx, id)),
          ...GroupNames.map((name) => groupByName(tx, name)),
        ]
      : tx.list('ec2.security-group')
    const found = filterBy(
      asked.map((group) => describeGroup(tx, group)),
      Filters,
      {
        description: (group) => group.Description,
        'group-id': (group) => group.GroupId,
        'group-name': (group) => group.GroupName,
        'owner-id': (group) => group.OwnerId,
        'vpc-id': (group) => group.VpcId,
        ...permissionFilters('ip-permission', (group) => group.IpPermissions!),
        ...permissionFilters('egress.ip-permission', (group) => group.IpPermissionsEgress!),
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (group) => group.GroupId!,
      MaxResults,
      NextToken,
      ids: { name: 'groupIdsSet', given },
    })
    return { SecurityGroups: page, ...more }
  },
})
