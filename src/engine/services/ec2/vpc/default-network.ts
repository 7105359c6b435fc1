import { regionNamed } from '../../../catalog/index.ts'
import type { DecideContext } from '../../../kernel/index.ts'
import { formatCidr, parseCidr } from '../../../network/ipv4.ts'
import { makeSubnet, makeVpc } from './make-vpc.ts'
import type { VpcRecord } from './records.ts'

const CidrBlock = '172.31.0.0/16'

/** Every region comes with a default VPC: a public subnet per zone, a gateway, a route, a group. */
export const makeDefaultNetwork = (context: DecideContext): VpcRecord => {
  const { tx, region, newId } = context
  const InternetGatewayId = newId('igw')
  const vpc = makeVpc(context, {
    CidrBlock,
    IsDefault: true,
    routes: [{ DestinationCidrBlock: '0.0.0.0/0', target: InternetGatewayId }],
    Tags: [],
  })
  const { VpcId } = vpc
  tx.put('ec2.internet-gateway', InternetGatewayId, { InternetGatewayId, VpcId, Tags: [] })
  const { base } = parseCidr(CidrBlock)!
  for (const [index, zone] of (regionNamed(region)?.zones ?? []).entries())
    makeSubnet(context, {
      VpcId,
      CidrBlock: formatCidr({ base: base + index * 4096, length: 20 }),
      AvailabilityZone: zone.name,
      AvailabilityZoneId: zone.id,
      DefaultForAz: true,
      MapPublicIpOnLaunch: true,
      Tags: [],
    })
  return vpc
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
