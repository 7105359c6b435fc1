import { byMember, filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeSubnet } from '../vpc/describe-subnet.ts'
import { findSubnet } from '../vpc/find-subnet.ts'

export const describeSubnets = operation('DescribeSubnets', {
  decide({ SubnetIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = SubnetIds.length > 0
    const asked = given ? [...new Set(SubnetIds)].map((id) => findSubnet(tx, id)) : tx.list('ec2.subnet')
    const found = filterBy(
      asked.map((subnet) => describeSubnet(tx, subnet)),
      Filters,
      {
        ...byMember(
          [
            'customer-owned-ipv4-pool',
            'enable-dns64',
            'enable-lni-at-device-index',
            'ipv6-cidr-block-association.ipv6-cidr-block',
            'ipv6-cidr-block-association.association-id',
            'ipv6-cidr-block-association.state',
            'ipv6-native',
            'map-customer-owned-ip-on-launch',
            'outpost-arn',
            'private-dns-name-options-on-launch.hostname-type',
            'private-dns-name-options-on-launch.enable-resource-name-dns-a-record',
            'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record',
          ],
          {
            'ipv6-cidr-block-association': 'Ipv6CidrBlockAssociationSet',
            'enable-resource-name-dns-a-record': 'EnableResourceNameDnsARecord',
            'enable-resource-name-dns-aaaa-record': 'EnableResourceNameDnsAAAARecord',
          },
        ),
        'availability-zone': (subnet) => subnet.AvailabilityZone,
        availabilityZone: (subnet) => subnet.AvailabilityZone,
        'availability-zone-id': (subnet) => subnet.AvailabilityZoneId,
        'available-ip-address-count': (subnet) => subnet.AvailableIpAddressCount,
        cidr: (subnet) => subnet.CidrBlock,
        'cidr-block': (subnet) => subnet.CidrBlock,
        cidrBlock: (subnet) => subnet.CidrBlock,
        'default-for-az': (subnet) => subnet.DefaultForAz,
        defaultForAz: (subnet) => subnet.DefaultForAz,
        'map-public-ip-on-launch': (subnet) => subnet.MapPublicIpOnLaunch,
        'owner-id': (subnet) => subnet.OwnerId,
        state: (subnet) => subnet.State,
        'subnet-arn': (subnet) => subnet.SubnetArn,
        'subnet-id': (subnet) => subnet.SubnetId,
        'vpc-id': (subnet) => subnet.VpcId,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (subnet) => subnet.SubnetId!,
      MaxResults,
      NextToken,
      ids: { name: 'subnetSet', given },
    })
    return { Subnets: page, ...more }
  },
})
