import { regionNamed } from '../../../catalog/index.ts'
import type { DecideContext } from '../../../kernel/index.ts'
import { formatCidr, parseCidr } from '../../../network/ipv4.ts'
import { putDefaultGroup } from '../security-groups/default-group.ts'

const vpcCidr = '172.31.0.0/16'

/** Every region comes with a default VPC: a public subnet per zone, a gateway, a route, a group. */
export const makeDefaultNetwork = ({ tx, region, newId }: DecideContext) => {
  const VpcId = newId('vpc')
  tx.put('ec2.vpc', VpcId, {
    VpcId,
    CidrBlock: vpcCidr,
    AssociationId: newId('vpc-cidr-assoc'),
    DhcpOptionsId: newId('dopt'),
    IsDefault: true,
    Tags: [],
  })
  const { base } = parseCidr(vpcCidr)!
  for (const [index, zone] of (regionNamed(region)?.zones ?? []).entries()) {
    const SubnetId = newId('subnet')
    tx.put('ec2.subnet', SubnetId, {
      SubnetId,
      VpcId,
      CidrBlock: formatCidr({ base: base + index * 4096, length: 20 }),
      AvailabilityZone: zone.name,
      AvailabilityZoneId: zone.id,
      DefaultForAz: true,
      MapPublicIpOnLaunch: true,
      Tags: [],
    })
  }
  const InternetGatewayId = newId('igw')
  tx.put('ec2.internet-gateway', InternetGatewayId, { InternetGatewayId, VpcId, Tags: [] })
  const RouteTableId = newId('rtb')
  tx.put('ec2.route-table', RouteTableId, {
    RouteTableId,
    VpcId,
    main: true,
    routes: [
      { DestinationCidrBlock: vpcCidr, GatewayId: 'local' },
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId },
    ],
    Tags: [],
  })
  putDefaultGroup({ tx, newId }, VpcId)
}

/** Whether the region has been touched: its default VPC is made once, and stays away if it is deleted. */
declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.region': { touched: true }
  }
}

export const touchRegion = (context: DecideContext) => {
  if (context.tx.get('ec2.region', context.region)) return
  context.tx.put('ec2.region', context.region, { touched: true })
  makeDefaultNetwork(context)
}
