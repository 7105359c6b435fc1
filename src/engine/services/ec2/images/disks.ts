import type { BlockDeviceMapping } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
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

/** A disk as a mapping changes it: larger, of another type, or staying when the instance goes. */
export const diskWith = (disk: ImageDisk, { Ebs }: BlockDeviceMapping = {}): ImageDisk => {
  if (!Ebs) return disk
  if (Ebs.VolumeSize !== undefined && Ebs.VolumeSize < disk.VolumeSize)
    throw invalidMapping(
      `Volume of size ${Ebs.VolumeSize}GB is smaller than snapshot '${disk.SnapshotId}', expect size >= ${disk.VolumeSize}GB`,
    )
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
  if (Ebs.VolumeSize === undefined) throw invalidParameter(`Missing parameter: the size of ${DeviceName}`)
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
  if (Ebs.VolumeSize !== undefined && Ebs.VolumeSize < VolumeSize)
    throw invalidMapping(
      `Volume of size ${Ebs.VolumeSize}GB is smaller than snapshot '${SnapshotId}', expect size >= ${VolumeSize}GB`,
    )
  const { Size, ...figures } = specify({ ...Ebs, Size: Ebs.VolumeSize }, VolumeSize)
  const DeleteOnTermination = Ebs.DeleteOnTermination ?? true
  return { DeviceName, SnapshotId, VolumeSize: Size, ...figures, DeleteOnTermination, Encrypted }
}
