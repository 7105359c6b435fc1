import type { RunInstancesRequest } from '@aws-sdk/client-ec2'
import { zoneHasTypes } from '../../../catalog/index.ts'
import { AwsError, type DecideContext, fail } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import { defaultVpc, groupById, groupByName, groupNamed } from '../security-groups/find-group.ts'
import { addressesAsked, type WantedAddresses } from '../vpc/addresses.ts'
import { interfaceInUse, otherZone } from '../vpc/attachment.ts'
import { findInterface } from '../vpc/interfaces.ts'
import type { NetworkInterfaceRecord, SubnetRecord } from '../vpc/records.ts'
import { findSubnet } from '../vpc/find-subnet.ts'

type Card = NonNullable<RunInstancesRequest['NetworkInterfaces']>[number]

/** An interface of the launch: one that is there already, or what a new one shall be. */
export interface PlacedInterface extends WantedAddresses {
  subnet: SubnetRecord
  groupIds: readonly string[]
  associatePublicIp: boolean
  Description?: string
  eni?: NetworkInterfaceRecord
  DeviceIndex: number
  /** Whether the interface goes along with the instance. */
  DeleteOnTermination: boolean
}

/** Where a launch goes, by its interfaces; the first is that at device index 0. */
export interface Placement {
  subnet: SubnetRecord
  interfaces: readonly PlacedInterface[]
}

/** Subnet, groups and addresses are said at the top level or with the interfaces. */
export const placeLaunch = (context: DecideContext, request: RunInstancesRequest): Placement => {
  const cards = cardsOf(request)
  if (
    cards.length > 0 &&
    (request.SubnetId || request.SecurityGroupIds?.length || request.SecurityGroups?.length)
  )
    throw invalidCombination(
      'Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request',
    )
  if (request.SubnetId && request.SecurityGroups?.length)
    throw invalidCombination('The parameter groupName cannot be used with the parameter subnet')
  const [first, ...others] = cards
  const place = placeFirst(context, request, first)
  const { subnet } = place
  checkZone(request, subnet)
  if (!zoneHasTypes(subnet.AvailabilityZoneId)) throw unsupportedZone(context, request, subnet)
  return { subnet, interfaces: [place, ...others.map((card) => placeOther(context, card, subnet))] }
}

/** As asked for, in the order of their device indices: each must have one of its own, beginning with 0. */
const cardsOf = ({ NetworkInterfaces: cards = [] }: RunInstancesRequest): Card[] => {
  if (cards.some(({ DeviceIndex }) => DeviceIndex === undefined))
    throw invalidParameter('Each network interface requires a device index.')
  const sorted = cards.toSorted((a, b) => a.DeviceIndex! - b.DeviceIndex!)
  if (new Set(sorted.map(({ DeviceIndex }) => DeviceIndex)).size < sorted.length)
    throw invalidParameter('Each network interface requires a unique device index.')
  if (sorted.length > 0 && sorted[0]!.DeviceIndex !== 0)
    throw invalidCombination('When specifying network interfaces, you must include a device at index 0.')
  if (cards.length > 1 && cards.some(({ AssociatePublicIpAddress }) => AssociatePublicIpAddress))
    throw invalidCombination(
      'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
    )
  return sorted
}

const placeFirst = (
  context: DecideContext,
  request: RunInstancesRequest,
  card: Card | undefined,
): PlacedInterface => {
  if (card?.NetworkInterfaceId) return placeOn(context, card)
  const subnet = subnetOf(context, request, card?.SubnetId ?? request.SubnetId)
  return {
    ...newCard(card ?? {}),
    ...addressesAsked(card ?? {}, request.PrivateIpAddress),
    subnet,
    groupIds: groupsFor(context, subnet, card?.Groups ?? request.SecurityGroupIds, request.SecurityGroups),
    associatePublicIp: card?.AssociatePublicIpAddress ?? subnet.MapPublicIpOnLaunch,
  }
}

/** One after the first: in the first one's subnet unless it names another of the zone. */
const placeOther = (context: DecideContext, card: Card, first: SubnetRecord): PlacedInterface => {
  if (card.NetworkInterfaceId) return sameZone(placeOn(context, card), first)
  const subnet = card.SubnetId ? findSubnet(context.tx, card.SubnetId) : first
  const groupIds = groupsFor(context, subnet, card.Groups)
  return sameZone({ ...newCard(card), subnet, groupIds, associatePublicIp: false }, first)
}

const sameZone = (place: PlacedInterface, { AvailabilityZone }: SubnetRecord): PlacedInterface =>
  place.subnet.AvailabilityZone === AvailabilityZone ? place : fail(otherZone())

const newCard = (card: Card) => ({
  ...addressesAsked(card),
  ...(card.Description && { Description: card.Description }),
  DeviceIndex: card.DeviceIndex ?? 0,
  DeleteOnTermination: card.DeleteOnTermination ?? true,
})

/** Who names a subnet and a zone must mean the same place. */
const checkZone = ({ Placement = {} }: RunInstancesRequest, subnet: SubnetRecord) => {
  const { AvailabilityZone: zone, AvailabilityZoneId: id } = Placement
  if ((zone && zone !== subnet.AvailabilityZone) || (id && id !== subnet.AvailabilityZoneId))
    throw invalidCombination(
      `The subnet '${subnet.SubnetId}' is in the availability zone ${subnet.AvailabilityZone}, and not in ${zone || id}.`,
    )
}

/** On an interface that is nobody's yet: it brings its subnet, its groups and its addresses. */
const placeOn = ({ tx }: DecideContext, card: Card): PlacedInterface => {
  const eni = findInterface(tx, card.NetworkInterfaceId!)
  if (card.SubnetId || card.Groups?.length || card.PrivateIpAddress || card.AssociatePublicIpAddress)
    throw invalidCombination(
      'A network interface may not specify both a network interface ID and a subnet, groups or addresses',
    )
  if (eni.Attachment || eni.InterfaceType !== 'interface') throw interfaceInUse(eni.NetworkInterfaceId)
  return {
    subnet: findSubnet(tx, eni.SubnetId),
    groupIds: eni.GroupIds,
    associatePublicIp: false,
    privateAddress: eni.PrivateIpAddress,
    eni,
    DeviceIndex: card.DeviceIndex ?? 0,
    DeleteOnTermination: card.DeleteOnTermination ?? false,
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
