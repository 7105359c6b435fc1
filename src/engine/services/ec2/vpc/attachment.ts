import { instanceTypeNamed } from '../../../catalog/index.ts'
import { AwsError, type DecideContext, type Transaction } from '../../../kernel/index.ts'
import { addressesOf, interfacesOf } from '../../../network/interfaces.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import type { InstanceRecord } from '../instances/records.ts'
import { omit } from '../omit.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import type { NetworkInterfaceRecord } from './records.ts'

/** What AWS usually takes, in milliseconds. */
export const attachmentTakes = { attachment: 2000, detachment: 3000 }

export const interfaceLife = {
  attached: 'ec2.network-interface.attached',
  detached: 'ec2.network-interface.detached',
} as const

/** The most that any instance type has: the limit of an interface that is nobody's. */
const mostAddresses = 50

export const interfaceInUse = (id: string) =>
  new AwsError('InvalidNetworkInterface.InUse', `Interface: [${id}] in use.`)

export const attachmentNotFound = (id: string) =>
  new AwsError('InvalidAttachmentID.NotFound', `The interface attachment '${id}' does not exist.`)

export const otherZone = () =>
  invalidCombination(
    'You may not attach a network interface to an instance if they are not in the same availability zone',
  )

/** So many interfaces are more than the instance's type may have. */
export const checkInterfaceCount = (InstanceType: string, count: number) => {
  if (count > instanceTypeNamed(InstanceType)!.network.interfaces)
    throw new AwsError(
      'AttachmentLimitExceeded',
      `Interface count ${count} exceeds the limit for ${InstanceType}`,
    )
}

/** So many private addresses are more than an interface of that type of instance, or of none, may have. */
export const checkAddressCount = (count: number, InstanceType?: string) => {
  if (count > (InstanceType ? instanceTypeNamed(InstanceType)!.network.addresses : mostAddresses))
    throw new AwsError('PrivateIpAddressLimitExceeded', 'Number of private addresses will exceed limit.')
}

interface Place {
  DeviceIndex: number
  DeleteOnTermination: boolean
}

/** The interface is the instance's from now on, and arrives there shortly. Returns the attachment's id. */
export const putAttachment = (
  { tx, newId, now }: DecideContext,
  eni: NetworkInterfaceRecord,
  InstanceId: string,
  { DeviceIndex, DeleteOnTermination }: Place,
): string => {
  const AttachmentId = newId('eni-attach')
  tx.put('ec2.network-interface', eni.NetworkInterfaceId, {
    ...eni,
    Attachment: {
      AttachmentId,
      InstanceId,
      DeviceIndex,
      Status: 'attaching',
      AttachTime: wholeSeconds(now),
      DeleteOnTermination,
    },
  })
  return AttachmentId
}

/** AWS's rules for a further interface of an instance. */
export const checkAttachable = (
  tx: Transaction,
  eni: NetworkInterfaceRecord,
  instance: InstanceRecord,
  DeviceIndex: number,
) => {
  const { InstanceId } = instance
  if (eni.Attachment || eni.InterfaceType !== 'interface') throw interfaceInUse(eni.NetworkInterfaceId)
  if (eni.AvailabilityZone !== instance.AvailabilityZone) throw otherZone()
  const there = interfacesOf(tx, InstanceId)
  if (there.some(({ Attachment }) => Attachment!.DeviceIndex === DeviceIndex))
    throw invalidParameter(
      `Instance '${InstanceId}' already has an interface attached at device index '${DeviceIndex}'.`,
    )
  checkInterfaceCount(instance.InstanceType, there.length + 1)
  checkAddressCount(addressesOf(eni).length, instance.InstanceType)
}

/** What was on its way has arrived. */
export const settleInterface = (tx: Transaction, eni: NetworkInterfaceRecord) => {
  if (eni.Attachment?.Status !== 'attaching') return
  const Attachment = { ...eni.Attachment, Status: 'attached' as const }
  tx.put('ec2.network-interface', eni.NetworkInterfaceId, { ...eni, Attachment })
}

export const interfaceAttached = (id: string, { tx }: DecideContext) => {
  const eni = tx.get('ec2.network-interface', id)
  if (eni) settleInterface(tx, eni)
}

export const interfaceDetached = (id: string, { tx }: DecideContext) => {
  const eni = tx.get('ec2.network-interface', id)
  if (eni?.Attachment?.Status === 'detaching') tx.put('ec2.network-interface', id, omit(eni, 'Attachment'))
}
