import { type AccessRule, AwsError, type Service } from '../../kernel/index.ts'
import { completeSnapshot } from './operations/complete-snapshot.ts'
import { getSnapshotBlock } from './operations/get-snapshot-block.ts'
import { listChangedBlocks } from './operations/list-changed-blocks.ts'
import { listSnapshotBlocks } from './operations/list-snapshot-blocks.ts'
import { putSnapshotBlock } from './operations/put-snapshot-block.ts'
import { startSnapshot } from './operations/start-snapshot.ts'
import { timeOut, writeTimeout } from './writes.ts'

const accesses: AccessRule = (operation, input, { region }) => {
  const { SnapshotId, FirstSnapshotId, SecondSnapshotId } = input as Record<string, string | undefined>
  const ids = [SnapshotId, FirstSnapshotId, SecondSnapshotId].filter((id) => id !== undefined)
  return (ids.length > 0 ? ids : ['*']).map((id) => ({
    action: `ebs:${operation}`,
    resource: `arn:aws:ec2:${region}::snapshot/${id}`,
  }))
}

/** The EBS direct APIs: the blocks of snapshots, the very ones that volumes are made of. */
export const ebs: Service = {
  name: 'ebs',
  dataOperations: ['GetSnapshotBlock', 'ListChangedBlocks', 'ListSnapshotBlocks', 'PutSnapshotBlock'],
  operations: {
    CompleteSnapshot: completeSnapshot,
    GetSnapshotBlock: getSnapshotBlock,
    ListChangedBlocks: listChangedBlocks,
    ListSnapshotBlocks: listSnapshotBlocks,
    PutSnapshotBlock: putSnapshotBlock,
    StartSnapshot: startSnapshot,
  },
  alarms: { [writeTimeout]: timeOut },
  accesses,
  denied: ({ sentence }) => new AwsError('AccessDeniedException', sentence, { status: 403 }),
}
