import type { BlockDeviceMapping } from '@aws-sdk/client-ec2'
import type { StockImage } from '../../../catalog/index.ts'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import type { Tags } from '../tags.ts'
import { emptyBlocks, imageBlocks, snapshotBlocks } from '../volumes/blocks-for.ts'
import { checkDeviceName } from '../volumes/device-names.ts'
import { specify, type VolumeSpecification } from '../volumes/specification.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'
import type { InstanceRecord } from './records.ts'

export interface LaunchDisk {
  device: string
  specification: VolumeSpecification
  deleteOnTermination: boolean
  /** '' for an empty disk. */
  snapshotId: string
  source: 'image' | 'snapshot' | 'empty'
}

/** The disks of a launch: the image's root, as the request changes it, and what the request adds. */
export const planDisks = (
  { tx }: DecideContext,
  image: StockImage,
  mappings: readonly BlockDeviceMapping[] = [],
): LaunchDisk[] => {
  const root = mappings.find((mapping) => mapping.DeviceName === image.rootDeviceName)
  const names = mappings.map((mapping) => mapping.DeviceName)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw invalidMapping(`Duplicate device name '${twice}' in the block device mapping`)
  return [
    {
      device: image.rootDeviceName,
      specification: specifyDisk({ VolumeType: 'gp3', ...root?.Ebs }, image.size, image.snapshotId),
      deleteOnTermination: root?.Ebs?.DeleteOnTermination ?? true,
      snapshotId: image.snapshotId,
      source: 'image',
    },
    ...mappings
      .filter((mapping) => mapping !== root && mapping.Ebs && mapping.NoDevice === undefined)
      .map(({ DeviceName = '', Ebs = {} }): LaunchDisk => {
        checkDeviceName(DeviceName)
        const snapshot = Ebs.SnapshotId ? findSnapshot(tx, Ebs.SnapshotId) : undefined
        if (!snapshot && Ebs.VolumeSize === undefined)
          throw invalidParameter(`Missing parameter: the size of ${DeviceName}`)
        return {
          device: DeviceName,
          specification: specifyDisk(Ebs, snapshot?.VolumeSize, Ebs.SnapshotId),
          deleteOnTermination: Ebs.DeleteOnTermination ?? true,
          snapshotId: snapshot?.SnapshotId ?? '',
          source: snapshot ? 'snapshot' : 'empty',
        }
      }),
  ]
}

/** Makes the disks of one instance. */
export const putDisks = (
  context: DecideContext,
  image: StockImage,
  instance: InstanceRecord,
  disks: readonly LaunchDisk[],
  tags: Tags,
) => {
  const { tx, newId, now } = context
  for (const disk of disks) {
    const VolumeId = newId('vol')
    tx.put('ec2.volume', VolumeId, {
      VolumeId,
      State: 'in-use',
      ...disk.specification,
      AvailabilityZone: instance.AvailabilityZone,
      AvailabilityZoneId: instance.AvailabilityZoneId,
      SnapshotId: disk.snapshotId,
      CreateTime: now,
      MultiAttachEnabled: false,
      Attachments: [
        {
          InstanceId: instance.InstanceId,
          Device: disk.device,
          State: 'attaching',
          AttachTime: instance.LaunchTime,
          DeleteOnTermination: disk.deleteOnTermination,
        },
      ],
      Tags: tags,
    })
    if (disk.source === 'image') imageBlocks(context, VolumeId, image)
    else if (disk.source === 'snapshot') snapshotBlocks(context, VolumeId, disk.snapshotId)
    else emptyBlocks(context, VolumeId)
  }
}

interface EbsRequest {
  VolumeSize?: number | undefined
  VolumeType?: string | undefined
  Iops?: number | undefined
  Throughput?: number | undefined
  Encrypted?: boolean | undefined
}

const specifyDisk = (ebs: EbsRequest, least: number | undefined, snapshotId: string | undefined) => {
  if (ebs.Encrypted)
    throw new AwsError('UnsupportedOperation', 'Sandcloud does not encrypt volumes yet: leave Encrypted out.')
  if (least !== undefined && ebs.VolumeSize !== undefined && ebs.VolumeSize < least)
    throw invalidMapping(
      `Volume of size ${ebs.VolumeSize}GB is smaller than snapshot '${snapshotId}', expect size >= ${least}GB`,
    )
  return specify({ ...ebs, Size: ebs.VolumeSize }, least)
}

const invalidMapping = (message: string) => new AwsError('InvalidBlockDeviceMapping', message)
