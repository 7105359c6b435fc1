import type { BlockDeviceMapping } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { checkDeviceName } from '../volumes/device-names.ts'
import { specify } from '../volumes/specification.ts'
import type { ImageDisk } from './records.ts'

export const invalidMapping = (message: string) => new AwsError('InvalidBlockDeviceMapping', message)

/** A request's mappings by device name, each at most once. */
export const mappingTable = (
  mappings: readonly BlockDeviceMapping[] = [],
): Map<string, BlockDeviceMapping> => {
  const table = new Map<string, BlockDeviceMapping>()
  for (const mapping of mappings) {
    const { DeviceName = '' } = mapping
    if (table.has(DeviceName))
      throw invalidMapping(`Duplicate device name '${DeviceName}' in the block device mapping`)
    table.set(DeviceName, mapping)
  }
  return table
}

const checkHolds = (size: number | undefined, snapshotId: string, least: number) => {
  if (size !== undefined && size < least)
    throw invalidMapping(
      `Volume of size ${size}GB is smaller than snapshot '${snapshotId}', expect size >= ${least}GB`,
    )
}

/**
 * A disk as a mapping changes it: of another size or type, or staying when the instance goes. `least` is
 * the size of its snapshot.
 */
export const diskWith = (disk: ImageDisk, { Ebs }: BlockDeviceMapping = {}, least = 0): ImageDisk => {
  if (!Ebs) return disk
  checkHolds(Ebs.VolumeSize, disk.SnapshotId, least)
  const sameType = Ebs.VolumeType === undefined || Ebs.VolumeType === disk.VolumeType
  const { Size, ...figures } = specify({
    Size: Ebs.VolumeSize ?? disk.VolumeSize,
    VolumeType: Ebs.VolumeType ?? disk.VolumeType,
    Iops: Ebs.Iops ?? (sameType && disk.VolumeType !== 'gp2' ? disk.Iops : undefined),
    Throughput: Ebs.Throughput ?? (sameType ? disk.Throughput : undefined),
  })
  return {
    DeviceName: disk.DeviceName,
    SnapshotId: disk.SnapshotId,
    VolumeSize: Size,
    ...figures,
    DeleteOnTermination: Ebs.DeleteOnTermination ?? disk.DeleteOnTermination,
    Encrypted: Ebs.Encrypted ?? disk.Encrypted,
  }
}

/** A disk that an image or a launch adds, without a snapshot. */
export const emptyDisk = ({ DeviceName = '', Ebs = {} }: BlockDeviceMapping): ImageDisk => {
  checkDeviceName(DeviceName)
  if (Ebs.VolumeSize === undefined) throw missingParameter('size or snapshotId')
  const { Size, ...figures } = specify({ ...Ebs, Size: Ebs.VolumeSize })
  return {
    DeviceName,
    SnapshotId: '',
    VolumeSize: Size,
    ...figures,
    DeleteOnTermination: Ebs.DeleteOnTermination ?? true,
    Encrypted: Ebs.Encrypted ?? false,
  }
}

/** A disk made from a snapshot. */
export const snapshotDisk = (
  { DeviceName = '', Ebs = {} }: BlockDeviceMapping,
  source: { SnapshotId: string; VolumeSize: number; Encrypted: boolean },
): ImageDisk => {
  checkDeviceName(DeviceName)
  const { SnapshotId, VolumeSize, Encrypted } = source
  checkHolds(Ebs.VolumeSize, SnapshotId, VolumeSize)
  const { Size, ...figures } = specify({ ...Ebs, Size: Ebs.VolumeSize }, VolumeSize)
  const DeleteOnTermination = Ebs.DeleteOnTermination ?? true
  return { DeviceName, SnapshotId, VolumeSize: Size, ...figures, DeleteOnTermination, Encrypted }
}
