import type { StockImage } from '../../../catalog/index.ts'
import type { ImageDisk, ImageRecord } from './records.ts'

/** What launching takes of an image. */
export interface BootImage {
  imageId: string
  rootDeviceName: string
  architecture: string
  virtualizationType: string
  /** It asks for version 2 of the metadata service. */
  imdsSupport: boolean
  disks: readonly ImageDisk[]
}

export const stockBootImage = (image: StockImage): BootImage => ({
  imageId: image.imageId,
  rootDeviceName: image.rootDeviceName,
  architecture: image.architecture,
  virtualizationType: 'hvm',
  imdsSupport: image.imdsSupport,
  disks: [stockDisk(image)],
})

export const ownBootImage = (image: ImageRecord): BootImage => ({
  imageId: image.ImageId,
  rootDeviceName: image.RootDeviceName,
  architecture: image.Architecture,
  virtualizationType: image.VirtualizationType,
  imdsSupport: image.ImdsSupport === 'v2.0',
  disks: image.disks,
})

export const stockDisk = (image: StockImage): ImageDisk => ({
  DeviceName: image.rootDeviceName,
  SnapshotId: image.snapshotId,
  VolumeSize: image.size,
  VolumeType: image.volumeType,
  ...(image.volumeType === 'gp3' && { Iops: 3000, Throughput: 125 }),
  DeleteOnTermination: true,
  Encrypted: false,
})
