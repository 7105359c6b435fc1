import type { BlockDeviceMapping } from '@aws-sdk/client-ec2'
import type { DecideContext } from '../../../kernel/index.ts'
import type { BootImage } from '../images/boot-image.ts'
import { diskWith, emptyDisk, invalidMapping, mappingTable, snapshotDisk } from '../images/disks.ts'
import type { ImageDisk } from '../images/records.ts'
import { findSource, type SnapshotSource } from '../snapshots/source.ts'
import type { Tags } from '../tags.ts'
import { putBlocksFor } from '../volumes/blocks-for.ts'
import { isEncrypted } from '../volumes/encryption.ts'
import type { InstanceRecord } from './records.ts'

export interface LaunchDisk extends ImageDisk {
  source: SnapshotSource | undefined
}

/** The disks of a launch: the image's, as the request changes them, and what the request adds. */
export const planDisks = (
  { tx }: DecideContext,
  image: BootImage,
  mappings: readonly BlockDeviceMapping[] = [],
): LaunchDisk[] => {
  const table = mappingTable(mappings)
  if (table.get(image.rootDeviceName)?.NoDevice !== undefined)
    throw invalidMapping(`The root device ${image.rootDeviceName} cannot be left out.`)
  const others = mappings.filter(
    ({ DeviceName, Ebs, NoDevice }) =>
      Ebs && NoDevice === undefined && !image.disks.some((disk) => disk.DeviceName === DeviceName),
  )
  const made = (mapping: BlockDeviceMapping) =>
    mapping.Ebs!.SnapshotId
      ? snapshotDisk(mapping, findSource(tx, mapping.Ebs!.SnapshotId))
      : emptyDisk(mapping)
  const changed = (disk: ImageDisk) => {
    const mapping = table.get(disk.DeviceName)
    const other = mapping?.Ebs?.SnapshotId
    if (!other || other === disk.SnapshotId)
      return diskWith(disk, mapping, disk.SnapshotId ? findSource(tx, disk.SnapshotId).VolumeSize : 0)
    if (disk.DeviceName === image.rootDeviceName)
      throw invalidMapping(`The snapshot of the root device ${disk.DeviceName} cannot be changed.`)
    return made(mapping)
  }
  const kept = image.disks.filter((disk) => table.get(disk.DeviceName)?.NoDevice === undefined)
  return [...kept.map(changed), ...others.map(made)].map((disk) => {
    const source = disk.SnapshotId ? findSource(tx, disk.SnapshotId) : undefined
    const asked = table.get(disk.DeviceName)?.Ebs ?? {}
    // An image may say that a disk of its is encrypted whose snapshot is not.
    const request = { Encrypted: asked.Encrypted ?? (disk.Encrypted || undefined), KmsKeyId: asked.KmsKeyId }
    return { ...disk, source, Encrypted: isEncrypted(tx, request, source) }
  })
}

/** Makes the disks of one instance. */
export const putDisks = (
  { tx, newId, now }: DecideContext,
  instance: InstanceRecord,
  disks: readonly LaunchDisk[],
  tags: Tags,
) => {
  for (const disk of disks) {
    const VolumeId = newId('vol')
    const { VolumeSize, VolumeType, Iops, Throughput, Encrypted } = disk
    tx.put('ec2.volume', VolumeId, {
      VolumeId,
      State: 'in-use',
      Size: VolumeSize,
      VolumeType,
      ...(Iops !== undefined && { Iops }),
      ...(Throughput !== undefined && { Throughput }),
      Encrypted,
      AvailabilityZone: instance.AvailabilityZone,
      AvailabilityZoneId: instance.AvailabilityZoneId,
      SnapshotId: disk.SnapshotId,
      CreateTime: now,
      MultiAttachEnabled: false,
      Attachments: [
        {
          InstanceId: instance.InstanceId,
          Device: disk.DeviceName,
          State: 'attaching',
          AttachTime: instance.LaunchTime,
          DeleteOnTermination: disk.DeleteOnTermination,
        },
      ],
      Tags: tags,
    })
    putBlocksFor(tx, { VolumeId, Encrypted }, disk.source)
  }
}
