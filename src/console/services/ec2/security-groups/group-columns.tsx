import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import type { ResourceColumn } from '../../../elements/index.ts'
import { paths } from '../../../place/index.ts'
import { nameColumn } from '../tags/index.ts'

/** Rules by their peers: AWS gathers those for the same ports in one permission. */
const ruleCount = (permissions: readonly IpPermission[] = []): number =>
  permissions.reduce(
    (count, { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] }) =>
      count + IpRanges.length + Ipv6Ranges.length + UserIdGroupPairs.length + PrefixListIds.length,
    0,
  )

export const entries = (permissions: readonly IpPermission[] | undefined): string => {
  const count = ruleCount(permissions)
  return count === 1 ? '1 Permission entry' : `${count} Permission entries`
}

/** AWS's columns in AWS's order. */
export const groupColumns = (href: (path: string) => string): ResourceColumn<SecurityGroup>[] => [
  nameColumn<SecurityGroup>(),
  {
    id: 'groupId',
    header: 'Security group ID',
    text: ({ GroupId }) => GroupId,
    cell: ({ GroupId }) => <Link href={href(paths.securityGroup(GroupId!))}>{GroupId}</Link>,
    width: 210,
  },
  { id: 'groupName', header: 'Security group name', text: ({ GroupName }) => GroupName, width: 215 },
  { id: 'vpcId', header: 'VPC ID', text: ({ VpcId }) => VpcId, width: 230 },
  { id: 'description', header: 'Description', text: ({ Description }) => Description, width: 280 },
  { id: 'owner', header: 'Owner', text: ({ OwnerId }) => OwnerId, width: 155 },
  {
    id: 'inboundCount',
    header: 'Inbound rules count',
    text: ({ IpPermissions }) => entries(IpPermissions),
    order: ({ IpPermissions }) => ruleCount(IpPermissions),
    width: 205,
  },
  {
    id: 'outboundCount',
    header: 'Outbound rules count',
    text: ({ IpPermissionsEgress }) => entries(IpPermissionsEgress),
    order: ({ IpPermissionsEgress }) => ruleCount(IpPermissionsEgress),
    width: 215,
  },
]
