import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { checkId } from '../ids.ts'
import type { VolumeRecord } from './records.ts'

export const volumeNotFound = (id: string) =>
  new AwsError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`)

/** Most calls put it so; `parameter` is volumeId or volumes. */
export const malformedVolumeId = (parameter: string) => (id: string) =>
  invalidParameter(`Value (${id}) for parameter ${parameter} is invalid. Expected: 'vol-...'.`)

export const findVolume = (
  tx: Transaction,
  id: string,
  malformed: (id: string) => AwsError = malformedVolumeId('volumeId'),
): VolumeRecord => tx.get('ec2.volume', checkId('vol', id, malformed)) ?? fail(volumeNotFound(id))

export const attachmentTo = (volume: VolumeRecord, instanceId: string) =>
  volume.Attachments.find((attachment) => attachment.InstanceId === instanceId)

/** The volumes in an instance, in the order in which they were attached. */
export const volumesOf = (tx: Transaction, instanceId: string): VolumeRecord[] =>
  tx
    .list('ec2.volume')
    .filter((volume) => attachmentTo(volume, instanceId))
    .sort((a, b) => attachTime(a, instanceId) - attachTime(b, instanceId))

const attachTime = (volume: VolumeRecord, instanceId: string) =>
  attachmentTo(volume, instanceId)!.AttachTime.getTime()
