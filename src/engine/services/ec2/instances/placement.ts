import type { RunInstancesRequest } from '@aws-sdk/client-ec2'
import { zoneHasTypes } from '../../../catalog/index.ts'
import { AwsError, type DecideContext, fail } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import { defaultVpc, groupById, groupByName, groupNamed } from '../security-groups/find-group.ts'
import { findInterface } from '../vpc/interfaces.ts'
import type { NetworkInterfaceRecord, SubnetRecord } from '../vpc/records.ts'
import { findSubnet } from '../vpc/find-subnet.ts'

export interface Placement {
  subnet: SubnetRecord
  groupIds: readonly string[]
  associatePublicIp: boolean
  privateAddress?: string
  Description?: string
  /** An interface that is there already. */
  eni?: NetworkInterfaceRecord
  /** Whether the interface goes along with the instance. */
  deleteInterface: boolean
}

/** Where a launch goes: subnet, groups and addresses, said at the top level or with the interface. */
export const placeLaunch = (context: DecideContext, request: RunInstancesRequest): Placement => {
  const card = request.NetworkInterfaces?.[0]
  if (card && (request.SubnetId || request.SecurityGroupIds?.length || request.SecurityGroups?.length))
    throw invalidCombination(
      'Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request',
    )
  if (card && card.DeviceIndex === undefined)
    throw invalidParameter('Each network interface requires a device index.')
  if (request.SubnetId && request.SecurityGroups?.length)
    throw invalidCombination('The parameter groupName cannot be used with the parameter subnet')
  if (card?.NetworkInterfaceId) return placeOn(context, card)
  const subnet = subnetOf(context, request, card?.SubnetId ?? request.SubnetId)
  checkZone(request, subnet)
  if (!zoneHasTypes(subnet.AvailabilityZoneId)) throw unsupportedZone(context, request, subnet)
  const listed = card?.PrivateIpAddresses?.find(({ Primary }) => Primary)?.PrivateIpAddress
  const privateAddress = card?.PrivateIpAddress ?? listed ?? request.PrivateIpAddress
  return {
    subnet,
    groupIds: groupsFor(context, subnet, card?.Groups ?? request.SecurityGroupIds, request.SecurityGroups),
    associatePublicIp: card?.AssociatePublicIpAddress ?? subnet.MapPublicIpOnLaunch,
    ...(privateAddress && { privateAddress }),
    ...(card?.Description && { Description: card.Description }),
    deleteInterface: card?.DeleteOnTermination ?? true,
  }
}

/** Who names a subnet and a zone must mean the same place. */
const checkZone = ({ Placement = {} }: RunInstancesRequest, subnet: SubnetRecord) => {
  const { AvailabilityZone: zone, AvailabilityZoneId: id } = Placement
  if ((zone && zone !== subnet.AvailabilityZone) || (id && id !== subnet.AvailabilityZoneId))
    throw invalidCombination(
      `The subnet '${subnet.SubnetId}' is in the availability zone ${subnet.AvailabilityZone}, and not in ${zone || id}.`,
    )
}

/** On an interface that is nobody's yet: it brings its subnet, its groups and its addresses. */
const placeOn = (
  { tx }: DecideContext,
  card: NonNullable<RunInstancesRequest['NetworkInterfaces']>[number],
): Placement => {
  const eni = findInterface(tx, card.NetworkInterfaceId!)
  if (card.SubnetId || card.Groups?.length || card.PrivateIpAddress || card.AssociatePublicIpAddress)
    throw invalidCombination(
      'A network interface may not specify both a network interface ID and a subnet, groups or addresses',
    )
  if (eni.Attachment || eni.InterfaceType !== 'interface')
    throw new AwsError('InvalidNetworkInterface.InUse', `Interface: [${eni.NetworkInterfaceId}] in use.`)
  return {
    subnet: findSubnet(tx, eni.SubnetId),
    groupIds: eni.GroupIds,
    associatePublicIp: false,
    privateAddress: eni.PrivateIpAddress,
    eni,
    deleteInterface: card.DeleteOnTermination ?? false,
  }
}

const subnetOf = (
  context: DecideContext,
  request: RunInstancesRequest,
  id: string | undefined,
): SubnetRecord => {
  const { tx } = context
  if (id) return findSubnet(tx, id)
  const zone = request.Placement?.AvailabilityZone || request.Placement?.AvailabilityZoneId
  const { VpcId } = defaultVpc(tx)
  const subnets = tx.list('ec2.subnet').filter((subnet) => subnet.VpcId === VpcId && subnet.DefaultForAz)
  if (zone)
    return (
      subnets.find((subnet) => subnet.AvailabilityZone === zone || subnet.AvailabilityZoneId === zone) ??
      fail(invalidParameter(`Invalid availability zone: [${zone}]`))
    )
  const eligible = subnets.filter((subnet) => zoneHasTypes(subnet.AvailabilityZoneId))
  const chosen = eligible[context.random(1)[0]! % eligible.length]
  return chosen ?? fail(new AwsError('MissingInput', `No subnets found for the default VPC '${VpcId}'.`))
}

/** The groups of an interface: those that are named, or the VPC's default one. */
export const groupsFor = (
  { tx }: Pick<DecideContext, 'tx'>,
  subnet: SubnetRecord,
  ids: readonly string[] = [],
  names: readonly string[] = [],
): string[] => {
  const groups = [...ids.map((id) => groupById(tx, id)), ...names.map((name) => groupByName(tx, name))]
  if (groups.length === 0) return [groupNamed(tx, subnet.VpcId, 'default')!.GroupId]
  const stranger = groups.find((group) => group.VpcId !== subnet.VpcId)
  if (stranger)
    throw new AwsError(
      'InvalidParameter',
      `Security group ${stranger.GroupId} and subnet ${subnet.SubnetId} belong to different networks.`,
    )
  const unique = [...new Set(groups.map((group) => group.GroupId))]
  if (unique.length > 5)
    throw new AwsError(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'You have exceeded the maximum number of security groups allowed per network interface.',
    )
  return unique
}

const unsupportedZone = ({ tx }: DecideContext, request: RunInstancesRequest, subnet: SubnetRecord) => {
  const others = tx
    .list('ec2.subnet')
    .filter((each) => zoneHasTypes(each.AvailabilityZoneId))
    .map((each) => each.AvailabilityZone)
  return new AwsError(
    'Unsupported',
    `Your requested instance type (${request.InstanceType}) is not supported in your requested Availability Zone (${subnet.AvailabilityZone}). Please retry your request by not specifying an Availability Zone or choosing ${[...new Set(others)].join(', ')}.`,
  )
}
