import type { BlockDeviceMapping, Image } from '@aws-sdk/client-ec2'
import type { StockImage } from '../../../catalog/index.ts'
import type { Transaction } from '../../../kernel/index.ts'
import { isForAll } from '../permissions.ts'
import { tagMember } from '../tags.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import { stockDisk } from './boot-image.ts'
import type { ImageDisk, ImageRecord } from './records.ts'

const describeDisk = (disk: ImageDisk): BlockDeviceMapping => ({
  Ebs: {
    DeleteOnTermination: disk.DeleteOnTermination,
    ...(disk.Iops !== undefined && { Iops: disk.Iops }),
    ...(disk.SnapshotId && { SnapshotId: disk.SnapshotId }),
    VolumeSize: disk.VolumeSize,
    VolumeType: disk.VolumeType,
    ...(disk.Throughput !== undefined && { Throughput: disk.Throughput }),
    Encrypted: disk.Encrypted,
  },
  DeviceName: disk.DeviceName,
})

/** A stock image, in the form of the recorded one: verified providers share Amazon's alias. */
export const describeStockImage = (image: StockImage): Image => ({
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  BlockDeviceMappings: [
    describeDisk(stockDisk(image)),
    ...image.ephemeral.map((DeviceName, index) => ({ DeviceName, VirtualName: `ephemeral${index}` })),
  ],
  Description: image.description,
  EnaSupport: true,
  Hypervisor: 'xen',
  ImageOwnerAlias: 'amazon',
  Name: image.name,
  RootDeviceName: image.rootDeviceName,
  RootDeviceType: 'ebs',
  SriovNetSupport: 'simple',
  VirtualizationType: 'hvm',
  BootMode: image.bootMode,
  DeprecationTime: image.deprecationTime,
  ...(image.imdsSupport && { ImdsSupport: 'v2.0' as const }),
  ...(image.sourceImageId !== undefined && {
    SourceImageId: image.sourceImageId,
    SourceImageRegion: 'us-west-2',
  }),
  FreeTierEligible: image.freeTierEligible,
  // Without the leading slash: so AWS has it.
  PublicSsmParameterName: image.parameters[0]!.slice(1),
  ImageId: image.imageId,
  ImageLocation: `amazon/${image.name}`,
  State: 'available',
  OwnerId: image.ownerId,
  CreationDate: image.creationDate,
  Public: true,
  Architecture: image.architecture,
  ImageType: 'machine',
})

/** An image of the account's own. */
export const describeOwnImage = ({ scope: { account } }: Transaction, image: ImageRecord): Image => ({
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  BlockDeviceMappings: image.disks.map((disk) => describeMapping(image, disk)),
  ...(image.Description !== undefined && { Description: image.Description }),
  EnaSupport: image.EnaSupport,
  Hypervisor: 'xen',
  Name: image.Name,
  RootDeviceName: image.RootDeviceName,
  RootDeviceType: 'ebs',
  ...(image.SriovNetSupport !== undefined && { SriovNetSupport: image.SriovNetSupport }),
  ...tagMember(image.Tags),
  VirtualizationType: image.VirtualizationType,
  ...(image.BootMode && { BootMode: image.BootMode }),
  ...(image.ImdsSupport && { ImdsSupport: image.ImdsSupport }),
  ...(image.SourceInstanceId !== undefined && { SourceInstanceId: image.SourceInstanceId }),
  DeregistrationProtection: 'disabled',
  ...(image.SourceImageId !== undefined && { SourceImageId: image.SourceImageId }),
  ...(image.SourceImageRegion !== undefined && { SourceImageRegion: image.SourceImageRegion }),
  FreeTierEligible: true,
  ImageId: image.ImageId,
  ImageLocation: `${account}/${image.Name}`,
  State: image.State,
  OwnerId: account,
  CreationDate: wholeSeconds(image.CreationDate).toISOString(),
  Public: isForAll(image.launchPermission),
  Architecture: image.Architecture,
  ImageType: 'machine',
})

const describeMapping = ({ mapped }: ImageRecord, disk: ImageDisk): BlockDeviceMapping => {
  const { Ebs, ...rest } = describeDisk(disk)
  if (mapped || !disk.SnapshotId) return { Ebs, ...rest }
  const { SnapshotId: _snapshot, VolumeSize: _size, ...known } = Ebs!
  return { Ebs: known, ...rest }
}
