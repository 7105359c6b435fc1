import type { ArchitectureValues, BootModeValues, VolumeType } from '@aws-sdk/client-ec2'
import type { Permission } from '../permissions.ts'
import type { Tags } from '../tags.ts'

/** A disk that instances of an image get. */
export interface ImageDisk {
  DeviceName: string
  /** '' for one that starts empty. */
  SnapshotId: string
  /** In GiB. */
  VolumeSize: number
  VolumeType: VolumeType
  Iops?: number
  Throughput?: number
  DeleteOnTermination: boolean
  Encrypted: boolean
}

export interface ImageRecord {
  ImageId: string
  Name: string
  Description?: string
  State: 'pending' | 'available'
  /** CreateImage names its snapshots some seconds later. */
  mapped: boolean
  CreationDate: Date
  Architecture: ArchitectureValues
  VirtualizationType: 'hvm' | 'paravirtual'
  RootDeviceName: string
  disks: readonly ImageDisk[]
  EnaSupport: boolean
  SriovNetSupport?: string
  BootMode?: BootModeValues
  ImdsSupport?: 'v2.0'
  SourceInstanceId?: string
  SourceImageId?: string
  SourceImageRegion?: string
  launchPermission: readonly Permission[]
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.image': ImageRecord
    /** Ids of images that were deregistered: AWS says of them that they are no longer available. */
    'ec2.deregistered-image': { ImageId: string }
  }
}
