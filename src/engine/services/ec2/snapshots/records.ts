import type { Permission } from '../permissions.ts'
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
  /** Accounts that may make volumes of it. */
  createVolumePermission?: readonly Permission[]
  /** While it is written through the EBS direct APIs. */
  direct?: DirectWrites
  Tags: Tags
}

export interface DirectWrites {
  /** In minutes without a write. */
  timeout: number
  /** What was put, as base64 of its SHA-256, by index. */
  checksums: Readonly<Record<number, string>>
  /** StartSnapshot's client token, and the request that it stands for. */
  token?: { text: string; asked: string }
  /** CompleteSnapshot has been called. */
  closed: boolean
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.snapshot': SnapshotRecord
  }
}
