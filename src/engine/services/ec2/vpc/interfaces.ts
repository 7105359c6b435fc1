import { AwsError, type DecideContext, fail, type Transaction } from '../../../kernel/index.ts'
import { omit } from '../omit.ts'
import type { Tags } from '../tags.ts'
import { newMacAddress, privateAddress } from './addresses.ts'
import { disassociate } from './elastic-ips.ts'
import type { NetworkInterfaceRecord, SubnetRecord } from './records.ts'

const interfaceNotFound = (id: string) =>
  new AwsError('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`)

export const findInterface = (tx: Transaction, id: string): NetworkInterfaceRecord =>
  tx.get('ec2.network-interface', id) ?? fail(interfaceNotFound(id))

export const interfacesOf = (tx: Transaction, instanceId: string): NetworkInterfaceRecord[] =>
  tx.list('ec2.network-interface').filter(({ Attachment }) => Attachment?.InstanceId === instanceId)

interface NewInterface {
  subnet: SubnetRecord
  groupIds: readonly string[]
  privateAddress?: string
  associatePublicIp?: boolean
  Description?: string
  InterfaceType?: NetworkInterfaceRecord['InterfaceType']
  Tags: Tags
}

/** An interface that is nobody's yet; the caller puts it. */
export const newInterface = (context: DecideContext, wanted: NewInterface): NetworkInterfaceRecord => {
  const { subnet } = wanted
  const InterfaceType = wanted.InterfaceType ?? 'interface'
  return {
    NetworkInterfaceId: context.newId('eni'),
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    AvailabilityZoneId: subnet.AvailabilityZoneId,
    PrivateIpAddress: privateAddress(context, subnet, wanted.privateAddress),
    MacAddress: newMacAddress(context.random),
    Description: wanted.Description ?? '',
    GroupIds: wanted.groupIds,
    associatePublicIp: wanted.associatePublicIp ?? false,
    sourceDestCheck: InterfaceType === 'interface',
    InterfaceType,
    Tags: wanted.Tags,
  }
}

/** Its Elastic IP is free again. */
export const removeInterface = (tx: Transaction, eni: NetworkInterfaceRecord) => {
  if (eni.AllocationId) disassociate(tx, eni.AllocationId)
  tx.delete('ec2.network-interface', eni.NetworkInterfaceId)
}

/** Its instance is gone: it goes along, or stays for another. */
export const leaveInterface = (tx: Transaction, id: string) => {
  const eni = tx.get('ec2.network-interface', id)
  if (!eni) return
  if (eni.Attachment?.DeleteOnTermination) return removeInterface(tx, eni)
  const left = omit(eni, 'Attachment')
  tx.put('ec2.network-interface', id, eni.AllocationId ? left : omit(left, 'PublicIp'))
}
