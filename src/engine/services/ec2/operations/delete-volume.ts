import { AwsError } from '../../../kernel/index.ts'
import { incorrectState, invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findVolume, volumeNotFound } from '../volumes/find-volume.ts'
import { volumeLife, volumeTakes } from '../volumes/life.ts'

/** This call's own dialect (errors.json). */
const malformed = (id: string) => invalidParameter(`The volume ID '${id}' is malformed`)

const inUse = (volumeId: string, instanceId: string) =>
  new AwsError('VolumeInUse', `Volume ${volumeId} is currently attached to ${instanceId}`)

export const deleteVolume = operation('DeleteVolume', {
  decide({ VolumeId = '' }, { tx, after }) {
    const volume = findVolume(tx, VolumeId, malformed)
    const [attachment] = volume.Attachments
    if (attachment) throw inUse(VolumeId, attachment.InstanceId)
    if (volume.State === 'deleting') throw volumeNotFound(VolumeId)
    if (volume.State !== 'available') throw incorrectState(`${VolumeId} is not 'available'.`)
    tx.put('ec2.volume', VolumeId, { ...volume, State: 'deleting' })
    tx.wake(volumeLife.deleted, VolumeId, after(volumeTakes.deletion))
    return {}
  },
})
