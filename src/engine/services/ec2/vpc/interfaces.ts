import { AwsError, type DecideContext, fail, type Transaction } from '../../../kernel/index.ts'
import { omit } from '../omit.ts'
import type { Tags } from '../tags.ts'
import { addressesOf, interfacesOf } from '../../../network/interfaces.ts'
import { newMacAddress, privateAddresses, type WantedAddresses } from './addresses.ts'
import { disassociate } from './elastic-ips.ts'
import type { NetworkInterfaceRecord, SubnetRecord } from './records.ts'

const interfaceNotFound = (id: string) =>
  new AwsError('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`)

export const findInterface = (tx: Transaction, id: string): NetworkInterfaceRecord =>
  tx.get('ec2.network-interface', id) ?? fail(interfaceNotFound(id))

/** The one interface of an instance: calls that name an instance mean it, and must name it where there are more. */
export const onlyInterfaceOf = (tx: Transaction, instanceId: string): NetworkInterfaceRecord => {
  const [eni, ...others] = interfacesOf(tx, instanceId)
  if (!eni || others.length > 0) throw severalInterfaces(instanceId)
  return eni
}

const severalInterfaces = (instanceId: string) =>
  new AwsError(
    'InvalidInstanceID',
    `There are multiple interfaces attached to instance '${instanceId}'. Please specify an interface ID for the operation instead.`,
  )

interface NewInterface extends WantedAddresses {
  subnet: SubnetRecord
  groupIds: readonly string[]
  associatePublicIp?: boolean
  Description?: string
  InterfaceType?: NetworkInterfaceRecord['InterfaceType']
  Tags: Tags
}

/** An interface that is nobody's yet; the caller puts it. */
export const newInterface = (context: DecideContext, wanted: NewInterface): NetworkInterfaceRecord => {
  const { subnet } = wanted
  const InterfaceType = wanted.InterfaceType ?? 'interface'
  const [PrivateIpAddress = '', ...secondary] = privateAddresses(context, subnet, wanted)
  return {
    NetworkInterfaceId: context.newId('eni'),
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    AvailabilityZoneId: subnet.AvailabilityZoneId,
    PrivateIpAddress,
    secondary: secondary.map((address) => ({ PrivateIpAddress: address })),
    MacAddress: newMacAddress(context.random),
    Description: wanted.Description ?? '',
    GroupIds: wanted.groupIds,
    associatePublicIp: wanted.associatePublicIp ?? false,
    sourceDestCheck: InterfaceType === 'interface',
    InterfaceType,
    Tags: wanted.Tags,
  }
}

/** Its Elastic IPs are free again. */
export const removeInterface = (tx: Transaction, eni: NetworkInterfaceRecord) => {
  for (const { AllocationId } of addressesOf(eni)) if (AllocationId) disassociate(tx, AllocationId)
  tx.delete('ec2.network-interface', eni.NetworkInterfaceId)
}

/** Its instance is gone: it goes along, or stays for another. */
export const leaveInterface = (tx: Transaction, eni: NetworkInterfaceRecord) => {
  if (eni.Attachment?.DeleteOnTermination) return removeInterface(tx, eni)
  const left = omit(eni, 'Attachment')
  tx.put('ec2.network-interface', eni.NetworkInterfaceId, eni.AllocationId ? left : omit(left, 'PublicIp'))
}
