import type { CreateSubnetRequest } from '@aws-sdk/client-ec2'
import { regionNamed, zoneHasTypes } from '../../../catalog/index.ts'
import { AwsError, type DecideContext, fail } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { canonicalCidr, hasFairSize, overlap, rangeError, within } from '../vpc/cidr.ts'
import { describeSubnet } from '../vpc/describe-subnet.ts'
import { findVpc } from '../vpc/find-subnet.ts'
import { makeSubnet } from '../vpc/make-vpc.ts'

const conflict = (cidr: string) =>
  new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`)

export const createSubnet = operation('CreateSubnet', {
  decide(request, context) {
    const { tx } = context
    if (!request.VpcId) throw missingParameter('vpcId')
    if (request.Ipv6CidrBlock || request.Ipv6Native || request.OutpostArn || request.Ipv4IpamPoolId)
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no IPv6 networks, no Outposts and no IPAM.')
    if (!request.CidrBlock) throw missingParameter('cidrBlock')
    const { VpcId, CidrBlock: room } = findVpc(tx, request.VpcId)
    const CidrBlock = canonicalCidr(request.CidrBlock, 'cidrBlock')
    if (!hasFairSize(CidrBlock) || !within(room, CidrBlock))
      throw rangeError('InvalidSubnet.Range', request.CidrBlock)
    const neighbours = tx.list('ec2.subnet').filter((subnet) => subnet.VpcId === VpcId)
    if (neighbours.some((subnet) => overlap(subnet.CidrBlock, CidrBlock))) throw conflict(request.CidrBlock)
    const zone = zoneOf(context, request)
    const subnet = makeSubnet(context, {
      VpcId,
      CidrBlock,
      AvailabilityZone: zone.name,
      AvailabilityZoneId: zone.id,
      DefaultForAz: false,
      MapPublicIpOnLaunch: false,
      Tags: tagsFor('subnet', request.TagSpecifications),
    })
    return { Subnet: omit(describeSubnet(tx, subnet), 'BlockPublicAccessStates') }
  },
})

const zoneOf = (
  { region, random }: DecideContext,
  { AvailabilityZone, AvailabilityZoneId }: CreateSubnetRequest,
) => {
  const { zones } = regionNamed(region)!
  if (!AvailabilityZone && !AvailabilityZoneId) {
    const eligible = zones.filter(({ id }) => zoneHasTypes(id))
    return eligible[random(1)[0]! % eligible.length]!
  }
  return (
    zones.find(({ name, id }) =>
      AvailabilityZone ? name === AvailabilityZone : id === AvailabilityZoneId,
    ) ??
    fail(
      invalidParameter(
        `Value (${AvailabilityZone || AvailabilityZoneId}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.map(({ name }) => name).join(', ')}.`,
      ),
    )
  )
}
