import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { attachmentTo, volumesOf } from '../volumes/find-volume.ts'
import { checkArchitecture } from '../images/check-fit.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { onlyInterfaceOf } from '../vpc/interfaces.ts'
import { notStopped } from './change-state.ts'
import { checkUserData, shutdownBehavior, typeOf } from './launch.ts'
import { groupsFor } from './placement.ts'
import { architectureOf, type InstanceRecord } from './records.ts'

/** A change of one attribute: its value, as the request has it. */
type Change = (
  context: DecideContext,
  instance: InstanceRecord,
  request: ModifyInstanceAttributeRequest,
) => void

const put = ({ tx }: DecideContext, instance: InstanceRecord, change: Partial<InstanceRecord>) =>
  tx.put('ec2.instance', instance.InstanceId, { ...instance, ...change })

const whenStopped =
  (change: Change): Change =>
  (context, instance, request) => {
    if (instance.state !== 'stopped') throw notStopped(instance.InstanceId)
    change(context, instance, request)
  }

/** By the member of the request. */
export const changes = {
  InstanceType: whenStopped((context, instance, { InstanceType }) => {
    const type = typeOf({ InstanceType: InstanceType?.Value })
    checkArchitecture(architectureOf(instance), type)
    put(context, instance, { InstanceType: type.name })
  }),
  UserData: whenStopped((context, instance, { UserData }) => {
    // The model has bytes here, where RunInstances has base64.
    const bytes = UserData?.Value ?? new Uint8Array()
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    put(context, instance, { UserData: checkUserData(text) })
  }),
  EbsOptimized: whenStopped((context, instance, { EbsOptimized }) =>
    put(context, instance, { EbsOptimized: EbsOptimized?.Value ?? false }),
  ),
  DisableApiTermination: (context, instance, { DisableApiTermination }) =>
    put(context, instance, { DisableApiTermination: DisableApiTermination?.Value ?? false }),
  DisableApiStop: (context, instance, { DisableApiStop }) =>
    put(context, instance, { DisableApiStop: DisableApiStop?.Value ?? false }),
  InstanceInitiatedShutdownBehavior: (context, instance, { InstanceInitiatedShutdownBehavior }) =>
    put(context, instance, {
      InstanceInitiatedShutdownBehavior: shutdownBehavior(InstanceInitiatedShutdownBehavior?.Value),
    }),
  SourceDestCheck: ({ tx }, { InstanceId }, { SourceDestCheck }) => {
    const eni = onlyInterfaceOf(tx, InstanceId)
    const sourceDestCheck = SourceDestCheck?.Value ?? true
    tx.put('ec2.network-interface', eni.NetworkInterfaceId, { ...eni, sourceDestCheck })
  },
  Groups: (context, { InstanceId }, { Groups }) => {
    const { tx } = context
    const eni = onlyInterfaceOf(tx, InstanceId)
    const GroupIds = groupsFor(context, findSubnet(tx, eni.SubnetId), Groups)
    tx.put('ec2.network-interface', eni.NetworkInterfaceId, { ...eni, GroupIds })
  },
  BlockDeviceMappings: ({ tx }, { InstanceId }, { BlockDeviceMappings = [] }) => {
    for (const { DeviceName = '', Ebs } of BlockDeviceMappings) {
      const volume = volumesOf(tx, InstanceId).find(
        (each) => attachmentTo(each, InstanceId)!.Device === DeviceName,
      )
      if (!volume) throw noDevice(DeviceName)
      const { DeleteOnTermination } = Ebs ?? {}
      if (DeleteOnTermination === undefined) continue
      const Attachments = volume.Attachments.map((each) =>
        each.InstanceId === InstanceId ? { ...each, DeleteOnTermination } : each,
      )
      tx.put('ec2.volume', volume.VolumeId, { ...volume, Attachments })
    }
  },
} as const satisfies { [K in keyof ModifyInstanceAttributeRequest]?: Change }

const noDevice = (name: string) =>
  new AwsError('InvalidInstanceAttributeValue', `No device is currently mapped at ${name}`)

/** The older form: the attribute's name, and its value as a text. */
export const fromNameAndValue = (name: string, text: string | undefined): ModifyInstanceAttributeRequest => {
  const InstanceId = ''
  const Value = text === 'true'
  switch (name) {
    case 'instanceType':
      return { InstanceId, InstanceType: { Value: text } }
    case 'instanceInitiatedShutdownBehavior':
      return { InstanceId, InstanceInitiatedShutdownBehavior: { Value: text } }
    case 'userData':
      return { InstanceId, UserData: { Value: bytesOf(text ?? '') } }
    case 'disableApiTermination':
      return { InstanceId, DisableApiTermination: { Value } }
    case 'disableApiStop':
      return { InstanceId, DisableApiStop: { Value } }
    case 'sourceDestCheck':
      return { InstanceId, SourceDestCheck: { Value } }
    case 'ebsOptimized':
      return { InstanceId, EbsOptimized: { Value } }
  }
  throw invalidParameter(`Value (${name}) for parameter attribute is invalid. Unknown attribute.`)
}

const bytesOf = (base64: string) => {
  const text = atob(checkUserData(base64).replace(/\s+/g, ''))
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}
