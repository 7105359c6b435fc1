import type { Volume, VolumeAttachment } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import { tagMember } from '../tags.ts'
import { encryptionMembers } from './encryption.ts'
import type { VolumeAttachmentRecord, VolumeRecord } from './records.ts'

export const describeVolume = (tx: Transaction, volume: VolumeRecord): Volume => ({
  AvailabilityZoneId: volume.AvailabilityZoneId,
  ...figuresOf(volume),
  ...tagMember(volume.Tags),
  VolumeType: volume.VolumeType,
  MultiAttachEnabled: volume.MultiAttachEnabled,
  Operator: { Managed: false, HiddenByDefault: false },
  VolumeArn: `arn:aws:ec2:${tx.scope.region}:${tx.scope.account}:volume/${volume.VolumeId}`,
  OwnerId: tx.scope.account,
  VolumeId: volume.VolumeId,
  Size: volume.Size,
  SnapshotId: volume.SnapshotId,
  AvailabilityZone: volume.AvailabilityZone,
  State: volume.State,
  CreateTime: volume.CreateTime,
  Attachments: volume.Attachments.map((each) => describeAttachment(volume, each)),
  ...encryptionMembers(tx, volume),
})

/** CreateVolume knows less, always has Tags, and tells the time in whole seconds. */
export const describeNewVolume = (tx: Transaction, volume: VolumeRecord): Volume => ({
  AvailabilityZoneId: volume.AvailabilityZoneId,
  ...figuresOf(volume),
  Tags: [...volume.Tags],
  VolumeType: volume.VolumeType,
  MultiAttachEnabled: volume.MultiAttachEnabled,
  VolumeId: volume.VolumeId,
  Size: volume.Size,
  SnapshotId: volume.SnapshotId,
  AvailabilityZone: volume.AvailabilityZone,
  State: 'creating',
  CreateTime: wholeSeconds(volume.CreateTime),
  ...encryptionMembers(tx, volume),
})

export const describeAttachment = (
  { VolumeId }: VolumeRecord,
  attachment: VolumeAttachmentRecord,
): VolumeAttachment => ({
  DeleteOnTermination: attachment.DeleteOnTermination,
  EbsCardIndex: 0,
  VolumeId,
  InstanceId: attachment.InstanceId,
  Device: attachment.Device,
  State: attachment.State,
  AttachTime: attachment.AttachTime,
})

const figuresOf = ({ Iops, Throughput }: VolumeRecord) => ({
  ...(Iops !== undefined && { Iops }),
  ...(Throughput !== undefined && { Throughput }),
})
