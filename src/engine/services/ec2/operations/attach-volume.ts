import { instanceTypeNamed } from '../../../catalog/index.ts'
import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { incorrectState, invalidParameter, missingParameter } from '../errors.ts'
import { findInstance } from '../instances/find-instance.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import type { InstanceRecord } from '../instances/records.ts'
import { operation } from '../operation.ts'
import { describeAttachment } from '../volumes/describe-volume.ts'
import { checkDeviceName } from '../volumes/device-names.ts'
import { attachmentTo, findVolume, volumesOf } from '../volumes/find-volume.ts'
import { volumeLife, volumeTakes } from '../volumes/life.ts'
import { interfacesOf } from '../../../network/interfaces.ts'
import type { VolumeAttachmentRecord, VolumeRecord } from '../volumes/records.ts'

export const attachVolume = operation('AttachVolume', {
  decide({ VolumeId = '', InstanceId = '', Device }, { tx, now, after }) {
    if (!Device) throw missingParameter('device')
    checkDeviceName(Device)
    const volume = findVolume(tx, VolumeId)
    const instance = findInstance(tx, InstanceId)
    checkFit(tx, volume, instance, Device)
    const attachment: VolumeAttachmentRecord = {
      InstanceId,
      Device,
      State: 'attaching',
      AttachTime: wholeSeconds(now),
      DeleteOnTermination: false,
    }
    tx.put('ec2.volume', VolumeId, { ...volume, State: 'in-use', Attachments: [attachment] })
    tx.wake(volumeLife.attached, VolumeId, after(volumeTakes.attachment))
    const { DeleteOnTermination: _, ...described } = describeAttachment(volume, attachment)
    return described
  },
})

const checkFit = (tx: Transaction, volume: VolumeRecord, instance: InstanceRecord, device: string) => {
  const { VolumeId } = volume
  const { InstanceId } = instance
  if (volume.Attachments.length > 0)
    throw new AwsError('VolumeInUse', `${VolumeId} is already attached to an instance`)
  if (volume.State !== 'available') throw incorrectState(`${VolumeId} is not 'available'.`)
  if (instance.state !== 'running' && instance.state !== 'stopped')
    throw incorrectState(`Instance '${InstanceId}' is not 'running'.`)
  if (volume.AvailabilityZone !== instance.AvailabilityZone)
    throw new AwsError(
      'InvalidVolume.ZoneMismatch',
      `The volume '${VolumeId}' is not in the same availability zone as instance '${InstanceId}'`,
    )
  const there = volumesOf(tx, InstanceId)
  if (there.some((each) => attachmentTo(each, InstanceId)!.Device === device))
    throw invalidParameter(
      `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
    )
  const { attachments: limit, attachmentLimit } = instanceTypeNamed(instance.InstanceType)!
  // Network interfaces take of the same places, but for types that have some for volumes alone.
  const cards = attachmentLimit === 'shared' ? interfacesOf(tx, InstanceId).length : 0
  if (there.length + cards >= limit)
    throw new AwsError(
      'AttachmentLimitExceeded',
      `The instance '${InstanceId}' has reached the limit of ${limit} attached volumes of its type.`,
    )
}
