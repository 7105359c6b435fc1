import type { GroupIdentifier, NetworkInterface } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { addressesOf, type InterfaceAddress } from '../../../network/interfaces.ts'
import { privateDnsName, publicDnsName } from '../../../network/host-names.ts'
import type { NetworkInterfaceRecord } from './records.ts'

const hasNames = (tx: Transaction, { VpcId }: NetworkInterfaceRecord) =>
  tx.get('ec2.vpc', VpcId)?.dnsHostnames ?? false

/** '' where the VPC gives no public names, or there is no public address. */
export const publicNameOf = (
  tx: Transaction,
  eni: NetworkInterfaceRecord,
  { PublicIp }: InterfaceAddress = eni,
): string => (PublicIp && hasNames(tx, eni) ? publicDnsName(tx.scope.region, PublicIp) : '')

/** An interface has private names only in a VPC that gives names; an instance always has one. */
export const privateNameMember = (
  tx: Transaction,
  eni: NetworkInterfaceRecord,
  { PrivateIpAddress }: InterfaceAddress = eni,
) => (hasNames(tx, eni) ? { PrivateDnsName: privateDnsName(tx.scope.region, PrivateIpAddress) } : {})

export const groupsOf = (tx: Transaction, { GroupIds }: NetworkInterfaceRecord): GroupIdentifier[] =>
  GroupIds.map((GroupId) => ({ GroupId, GroupName: tx.get('ec2.security-group', GroupId)?.GroupName ?? '' }))

/** As instances show it: Amazon's own addresses are Amazon's, Elastic IPs the account's. */
export const associationOf = (
  tx: Transaction,
  eni: NetworkInterfaceRecord,
  address: InterfaceAddress = eni,
) =>
  address.PublicIp === undefined
    ? undefined
    : {
        IpOwnerId: address.AllocationId ? tx.scope.account : 'amazon',
        PublicDnsName: publicNameOf(tx, eni, address),
        PublicIp: address.PublicIp,
      }

/** As interfaces show it: with the ids of an Elastic IP. */
const fullAssociationOf = (tx: Transaction, eni: NetworkInterfaceRecord, address: InterfaceAddress) => {
  const short = associationOf(tx, eni, address)
  const elastic = address.AllocationId ? tx.get('ec2.address', address.AllocationId) : undefined
  return (
    short && {
      ...(elastic?.association && {
        AllocationId: elastic.AllocationId,
        AssociationId: elastic.association.AssociationId,
      }),
      ...short,
    }
  )
}

/** The private addresses of an interface; `associated` says how what is mapped to each is shown. */
export const describeAddresses = <T>(
  tx: Transaction,
  eni: NetworkInterfaceRecord,
  associated: (tx: Transaction, eni: NetworkInterfaceRecord, address: InterfaceAddress) => T | undefined,
) =>
  addressesOf(eni).map((address, index) => {
    const Association = associated(tx, eni, address)
    return {
      ...(Association && { Association }),
      Primary: index === 0,
      ...privateNameMember(tx, eni, address),
      PrivateIpAddress: address.PrivateIpAddress,
    }
  })

/** An interface as DescribeNetworkInterfaces has it. */
export const describeInterface = (tx: Transaction, eni: NetworkInterfaceRecord): NetworkInterface => {
  const { account } = tx.scope
  const Association = fullAssociationOf(tx, eni, eni)
  return {
    ...(Association && { Association }),
    ...(eni.Attachment && {
      Attachment: {
        AttachTime: eni.Attachment.AttachTime,
        AttachmentId: eni.Attachment.AttachmentId,
        DeleteOnTermination: eni.Attachment.DeleteOnTermination,
        DeviceIndex: eni.Attachment.DeviceIndex,
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
    ...privateNameMember(tx, eni),
    PrivateIpAddress: eni.PrivateIpAddress,
    PrivateIpAddresses: describeAddresses(tx, eni, fullAssociationOf),
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
