import type { NetworkInterface } from '@aws-sdk/client-ec2'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeInterface } from '../vpc/describe-interface.ts'
import { findInterface } from '../vpc/interfaces.ts'

/** Interfaces call their tags TagSet; filters look for Tags. */
const withTags = (eni: NetworkInterface) => ({ eni, Tags: eni.TagSet ?? [] })

export const describeNetworkInterfaces = operation('DescribeNetworkInterfaces', {
  decide({ NetworkInterfaceIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = NetworkInterfaceIds.length > 0
    const asked = given
      ? NetworkInterfaceIds.map((id) => findInterface(tx, id))
      : tx.list('ec2.network-interface')
    const found = filterBy(
      asked.map((eni) => withTags(describeInterface(tx, eni))),
      Filters,
      {
        'addresses.association.owner-id': ({ eni }) =>
          eni.PrivateIpAddresses!.map((each) => each.Association?.IpOwnerId),
        'attachment.attach-time': ({ eni }) => eni.Attachment?.AttachTime?.toISOString(),
        'ipv6-addresses.ipv6-address': ({ eni }) => eni.Ipv6Addresses?.map((each) => each.Ipv6Address),
        'operator.managed': ({ eni }) => eni.Operator?.Managed,
        'operator.principal': ({ eni }) => eni.Operator?.Principal,
        'requester-id': ({ eni }) => eni.RequesterId,
        'addresses.association.public-ip': ({ eni }) =>
          eni.PrivateIpAddresses!.map((each) => each.Association?.PublicIp),
        'addresses.primary': ({ eni }) => eni.PrivateIpAddresses!.map((each) => each.Primary),
        'addresses.private-ip-address': ({ eni }) =>
          eni.PrivateIpAddresses!.map((each) => each.PrivateIpAddress),
        'association.allocation-id': ({ eni }) => eni.Association?.AllocationId,
        'association.association-id': ({ eni }) => eni.Association?.AssociationId,
        'association.ip-owner-id': ({ eni }) => eni.Association?.IpOwnerId,
        'association.public-dns-name': ({ eni }) => eni.Association?.PublicDnsName,
        'association.public-ip': ({ eni }) => eni.Association?.PublicIp,
        'attachment.attachment-id': ({ eni }) => eni.Attachment?.AttachmentId,
        'attachment.delete-on-termination': ({ eni }) => eni.Attachment?.DeleteOnTermination,
        'attachment.device-index': ({ eni }) => eni.Attachment?.DeviceIndex,
        'attachment.instance-id': ({ eni }) => eni.Attachment?.InstanceId,
        'attachment.instance-owner-id': ({ eni }) => eni.Attachment?.InstanceOwnerId,
        'attachment.status': ({ eni }) => eni.Attachment?.Status,
        'availability-zone': ({ eni }) => eni.AvailabilityZone,
        'availability-zone-id': ({ eni }) => eni.AvailabilityZoneId,
        description: ({ eni }) => eni.Description,
        'group-id': ({ eni }) => eni.Groups!.map((group) => group.GroupId),
        'group-name': ({ eni }) => eni.Groups!.map((group) => group.GroupName),
        'interface-type': ({ eni }) => eni.InterfaceType,
        'mac-address': ({ eni }) => eni.MacAddress,
        'network-interface-id': ({ eni }) => eni.NetworkInterfaceId,
        'owner-id': ({ eni }) => eni.OwnerId,
        'private-dns-name': ({ eni }) => eni.PrivateDnsName,
        'private-ip-address': ({ eni }) => eni.PrivateIpAddress,
        'requester-managed': ({ eni }) => eni.RequesterManaged,
        'source-dest-check': ({ eni }) => eni.SourceDestCheck,
        status: ({ eni }) => eni.Status,
        'subnet-id': ({ eni }) => eni.SubnetId,
        'vpc-id': ({ eni }) => eni.VpcId,
      },
    )
    const { page, ...more } = paginate(
      found.map(({ eni }) => eni),
      {
        idOf: (eni) => eni.NetworkInterfaceId!,
        MaxResults,
        NextToken,
        ids: { name: 'networkInterfaceIdSet', given },
      },
    )
    return { NetworkInterfaces: page, ...more }
  },
})
