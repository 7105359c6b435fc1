import type { Subnet } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { availableAddresses } from '../vpc/addresses.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import type { SubnetRecord } from '../vpc/records.ts'

const describe = (tx: Transaction, subnet: SubnetRecord): Subnet => ({
  AvailabilityZoneId: subnet.AvailabilityZoneId,
  MapCustomerOwnedIpOnLaunch: false,
  OwnerId: tx.scope.account,
  AssignIpv6AddressOnCreation: false,
  Ipv6CidrBlockAssociationSet: [],
  Tags: [...subnet.Tags],
  SubnetArn: `arn:aws:ec2:${tx.scope.region}:${tx.scope.account}:subnet/${subnet.SubnetId}`,
  EnableDns64: false,
  Ipv6Native: false,
  PrivateDnsNameOptionsOnLaunch: {
    HostnameType: 'ip-name',
    EnableResourceNameDnsARecord: false,
    EnableResourceNameDnsAAAARecord: false,
  },
  BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
  SubnetId: subnet.SubnetId,
  State: 'available',
  VpcId: subnet.VpcId,
  CidrBlock: subnet.CidrBlock,
  AvailableIpAddressCount: availableAddresses(tx, subnet),
  AvailabilityZone: subnet.AvailabilityZone,
  DefaultForAz: subnet.DefaultForAz,
  MapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch,
})

export const describeSubnets = operation('DescribeSubnets', {
  decide({ SubnetIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = SubnetIds.length > 0
    const asked = given ? SubnetIds.map((id) => findSubnet(tx, id)) : tx.list('ec2.subnet')
    const found = filterBy(
      asked.map((subnet) => describe(tx, subnet)),
      Filters,
      {
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
