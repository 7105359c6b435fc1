import type { VolumeType } from '@aws-sdk/client-ec2'
import type { Tags } from '../tags.ts'

export interface VolumeAttachmentRecord {
  InstanceId: string
  Device: string
  State: 'attaching' | 'attached' | 'detaching'
  AttachTime: Date
  DeleteOnTermination: boolean
}

export interface VolumeRecord {
  VolumeId: string
  State: 'creating' | 'available' | 'in-use' | 'deleting'
  /** In GiB. */
  Size: number
  VolumeType: VolumeType
  Iops?: number
  Throughput?: number
  AvailabilityZone: string
  AvailabilityZoneId: string
  /** '' if it was made empty. */
  SnapshotId: string
  CreateTime: Date
  MultiAttachEnabled: boolean
  Encrypted?: boolean
  autoEnableIO?: boolean
  Attachments: readonly VolumeAttachmentRecord[]
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.volume': VolumeRecord
  }
}
