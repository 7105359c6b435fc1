import type { Volume, VolumeAttachment } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../kernel/index.ts'
import { wholeSeconds } from '../instances/life.ts'
import { tagMember } from '../tags.ts'
import type { VolumeAttachmentRecord, VolumeRecord } from './records.ts'

export const describeVolume = ({ scope }: Transaction, volume: VolumeRecord): Volume => ({
  AvailabilityZoneId: volume.AvailabilityZoneId,
  ...figuresOf(volume),
  ...tagMember(volume.Tags),
  VolumeType: volume.VolumeType,
  MultiAttachEnabled: volume.MultiAttachEnabled,
  Operator: { Managed: false, HiddenByDefault: false },
  VolumeArn: `arn:aws:ec2:${scope.region}:${scope.account}:volume/${volume.VolumeId}`,
  OwnerId: scope.account,
  VolumeId: volume.VolumeId,
  Size: volume.Size,
  SnapshotId: volume.SnapshotId,
  AvailabilityZone: volume.AvailabilityZone,
  State: volume.State,
  CreateTime: volume.CreateTime,
  Attachments: volume.Attachments.map((each) => describeAttachment(volume, each)),
  Encrypted: false,
})

/** CreateVolume knows less, always has Tags, and tells the time in whole seconds. */
export const describeNewVolume = (volume: VolumeRecord): Volume => ({
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
  Encrypted: false,
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
