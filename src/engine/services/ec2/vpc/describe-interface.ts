import type { GroupIdentifier, NetworkInterface } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { privateDnsName, publicDnsName } from '../../../network/host-names.ts'
import type { NetworkInterfaceRecord } from './records.ts'

const hasNames = (tx: Transaction, { VpcId }: NetworkInterfaceRecord) =>
  tx.get('ec2.vpc', VpcId)?.dnsHostnames ?? false

/** '' where the VPC gives no public names, or there is no public address. */
export const publicNameOf = (tx: Transaction, eni: NetworkInterfaceRecord): string =>
  eni.PublicIp && hasNames(tx, eni) ? publicDnsName(tx.scope.region, eni.PublicIp) : ''

/** An interface has a private name only in a VPC that gives names; an instance always has one. */
export const privateNameMember = (tx: Transaction, eni: NetworkInterfaceRecord) =>
  hasNames(tx, eni) ? { PrivateDnsName: privateDnsName(tx.scope.region, eni.PrivateIpAddress) } : {}

export const groupsOf = (tx: Transaction, { GroupIds }: NetworkInterfaceRecord): GroupIdentifier[] =>
  GroupIds.map((GroupId) => ({ GroupId, GroupName: tx.get('ec2.security-group', GroupId)?.GroupName ?? '' }))

/** As instances show it: Amazon's own addresses are Amazon's, Elastic IPs the account's. */
export const associationOf = (tx: Transaction, eni: NetworkInterfaceRecord) =>
  eni.PublicIp === undefined
    ? undefined
    : {
        IpOwnerId: eni.AllocationId ? tx.scope.account : 'amazon',
        PublicDnsName: publicNameOf(tx, eni),
        PublicIp: eni.PublicIp,
      }

/** An interface as DescribeNetworkInterfaces has it. */
export const describeInterface = (tx: Transaction, eni: NetworkInterfaceRecord): NetworkInterface => {
  const { account } = tx.scope
  const short = associationOf(tx, eni)
  const elastic = eni.AllocationId ? tx.get('ec2.address', eni.AllocationId) : undefined
  const Association = short && {
    ...(elastic?.association && {
      AllocationId: elastic.AllocationId,
      AssociationId: elastic.association.AssociationId,
    }),
    ...short,
  }
  const names = privateNameMember(tx, eni)
  return {
    ...(Association && { Association }),
    ...(eni.Attachment && {
      Attachment: {
        AttachTime: eni.Attachment.AttachTime,
        AttachmentId: eni.Attachment.AttachmentId,
        DeleteOnTermination: eni.Attachment.DeleteOnTermination,
        DeviceIndex: 0,
        NetworkCardIndex: 0,
        InstanceId: eni.Attachment.InstanceId,
        InstanceOwnerId: account,
        Status: eni.Attachment.Status,
      },
    }),
    AvailabilityZone: eni.AvailabilityZone,
    Description: eni.Description,
    Groups: groupsOf(tx, eni),
    // The service says nat_gateway, whatever its model's enumeration has.
    InterfaceType: eni.InterfaceType as NetworkInterface['InterfaceType'],
    Ipv6Addresses: [],
    MacAddress: eni.MacAddress,
    NetworkInterfaceId: eni.NetworkInterfaceId,
    OwnerId: account,
    PublicDnsName: publicNameOf(tx, eni),
    ...names,
    PrivateIpAddress: eni.PrivateIpAddress,
    PrivateIpAddresses: [
      {
        ...(Association && { Association }),
        Primary: true,
        ...names,
        PrivateIpAddress: eni.PrivateIpAddress,
      },
    ],
    RequesterManaged: eni.InterfaceType === 'nat_gateway',
    SourceDestCheck: eni.sourceDestCheck,
    Status: eni.Attachment || eni.InterfaceType === 'nat_gateway' ? 'in-use' : 'available',
    SubnetId: eni.SubnetId,
    TagSet: [...eni.Tags],
    VpcId: eni.VpcId,
    Operator: { Managed: false, HiddenByDefault: false },
    AvailabilityZoneId: eni.AvailabilityZoneId,
  }
}
