import type { Snapshot } from '@aws-sdk/client-ec2'
import { blockSize } from '../../../blocks/index.ts'
import type { StockImage } from '../../../catalog/index.ts'
import type { Transaction } from '../../../kernel/index.ts'
import { tagMember } from '../tags.ts'
import { encryptionMembers } from '../volumes/encryption.ts'
import type { SnapshotRecord } from './records.ts'

export const describeSnapshot = (tx: Transaction, snapshot: SnapshotRecord): Snapshot => {
  const completed = snapshot.State === 'completed' && {
    CompletionTime: snapshot.CompletionTime,
    // All written blocks, not the increment.
    FullSnapshotSizeInBytes: tx.get('ebs.snapshot-blocks', snapshot.SnapshotId)!.map.size * blockSize,
  }
  return {
    ...tagMember(snapshot.Tags),
    StorageTier: 'standard',
    TransferType: 'standard',
    ...completed,
    SnapshotId: snapshot.SnapshotId,
    VolumeId: snapshot.VolumeId,
    State: snapshot.State,
    StartTime: snapshot.StartTime,
    Progress: snapshot.Progress || '0%',
    OwnerId: tx.scope.account,
    Description: snapshot.Description,
    VolumeSize: snapshot.VolumeSize,
    ...encryptionMembers(tx, snapshot),
    ...(snapshot.State === 'error' && { StateMessage: snapshot.StateMessage }),
  }
}

/** CreateSnapshot's answer: Tags always, and no progress yet. */
export const describeBegun = (tx: Transaction, snapshot: SnapshotRecord): Snapshot => ({
  Tags: [...snapshot.Tags],
  SnapshotId: snapshot.SnapshotId,
  VolumeId: snapshot.VolumeId,
  State: snapshot.State,
  StartTime: snapshot.StartTime,
  Progress: '',
  OwnerId: tx.scope.account,
  Description: snapshot.Description,
  VolumeSize: snapshot.VolumeSize,
  ...encryptionMembers(tx, snapshot),
})

/** Below a stock image; public, as AWS's own are. */
export const describeStockSnapshot = (image: StockImage): Snapshot => ({
  OwnerAlias: 'amazon',
  StorageTier: 'standard',
  TransferType: 'standard',
  CompletionTime: new Date(image.creationDate),
  SnapshotId: image.snapshotId,
  VolumeId: 'vol-ffffffff',
  State: 'completed',
  StartTime: new Date(image.creationDate),
  Progress: '100%',
  OwnerId: image.ownerId,
  Description: '',
  VolumeSize: image.size,
  Encrypted: false,
})
