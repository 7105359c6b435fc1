import type { Tags } from '../tags.ts'

export interface SnapshotRecord {
  SnapshotId: string
  VolumeId: string
  VolumeSize: number
  State: 'pending' | 'completed' | 'error'
  Progress: string
  StartTime: Date
  CompletionTime?: Date
  Description: string
  Encrypted?: boolean
  /** Why a snapshot is in error. */
  StateMessage?: string
  /** The copy to S3: when it starts and ends in engine time, and how much of that is moving blocks. */
  copy: { start: number; end: number; moving: number }
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.snapshot': SnapshotRecord
  }
}
