import { AwsError, fail } from '../../../kernel/index.ts'
import { incorrectState } from '../errors.ts'
import { findInstance } from '../instances/find-instance.ts'
import { operation } from '../operation.ts'
import { describeAttachment } from '../volumes/describe-volume.ts'
import { findVolume } from '../volumes/find-volume.ts'
import { volumeLife, volumeTakes } from '../volumes/life.ts'

const notAttached = (volumeId: string, instanceId: string) =>
  new AwsError(
    'InvalidAttachment.NotFound',
    `Volume ${volumeId} can not be detached from ${instanceId} because it is not attached`,
  )

const isRoot = (volumeId: string, instanceId: string) =>
  new AwsError(
    'OperationNotPermitted',
    `Unable to detach root volume '${volumeId}' from instance '${instanceId}'`,
  )

export const detachVolume = operation('DetachVolume', {
  decide({ VolumeId = '', InstanceId, Device }, { tx, after, facilities }) {
    const volume = findVolume(tx, VolumeId)
    const [first] = volume.Attachments
    if (!first) throw incorrectState(`Volume '${VolumeId}' is in the '${volume.State}' state.`)
    const attachment =
      volume.Attachments.find(
        (each) => (!InstanceId || each.InstanceId === InstanceId) && (!Device || each.Device === Device),
      ) ?? fail(notAttached(VolumeId, InstanceId ?? first.InstanceId))
    const instance = findInstance(tx, attachment.InstanceId)
    if (attachment.Device === instance.RootDeviceName && instance.state !== 'stopped')
      throw isRoot(VolumeId, instance.InstanceId)
    // What the guest has in its cache goes along: see design, volumes and snapshots.
    facilities.devices.flush(tx, VolumeId)
    const detaching = { ...attachment, State: 'detaching' as const }
    const Attachments = volume.Attachments.map((each) => (each === attachment ? detaching : each))
    tx.put('ec2.volume', VolumeId, { ...volume, Attachments })
    tx.wake(volumeLife.detached, VolumeId, after(volumeTakes.detachment))
    const { DeleteOnTermination: _, ...described } = describeAttachment(volume, detaching)
    return described
  },
})
