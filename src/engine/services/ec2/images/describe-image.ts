import type { Image } from '@aws-sdk/client-ec2'
import { amazonAccountId, type StockImage } from '../../../catalog/index.ts'

/** A stock image, in the form of the recorded one. */
export const describeImage = (image: StockImage): Image => ({
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  BlockDeviceMappings: [
    {
      Ebs: {
        DeleteOnTermination: true,
        Iops: 3000,
        SnapshotId: image.snapshotId,
        VolumeSize: image.size,
        VolumeType: 'gp3',
        Throughput: 125,
        Encrypted: false,
      },
      DeviceName: image.rootDeviceName,
    },
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
  BootMode: 'uefi-preferred',
  DeprecationTime: image.deprecationTime,
  ImdsSupport: 'v2.0',
  SourceImageId: image.sourceImageId,
  SourceImageRegion: 'us-west-2',
  FreeTierEligible: true,
  // Without the leading slash: so AWS has it.
  PublicSsmParameterName: image.parameters[0]!.slice(1),
  ImageId: image.imageId,
  ImageLocation: `amazon/${image.name}`,
  State: 'available',
  OwnerId: amazonAccountId,
  CreationDate: image.creationDate,
  Public: true,
  Architecture: 'x86_64',
  ImageType: 'machine',
})
