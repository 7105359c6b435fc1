import type { Subnet } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { availableAddresses } from './addresses.ts'
import type { SubnetRecord } from './records.ts'

export const describeSubnet = (tx: Transaction, subnet: SubnetRecord): Subnet => ({
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
