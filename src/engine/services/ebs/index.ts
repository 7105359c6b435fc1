import type { Service } from '../../kernel/index.ts'
import { completeSnapshot } from './operations/complete-snapshot.ts'
import { getSnapshotBlock } from './operations/get-snapshot-block.ts'
import { listChangedBlocks } from './operations/list-changed-blocks.ts'
import { listSnapshotBlocks } from './operations/list-snapshot-blocks.ts'
import { putSnapshotBlock } from './operations/put-snapshot-block.ts'
import { startSnapshot } from './operations/start-snapshot.ts'
import { timeOut, writeTimeout } from './writes.ts'

/** The EBS direct APIs: the blocks of snapshots, the very ones that volumes are made of. */
export const ebs: Service = {
  name: 'ebs',
  operations: {
    CompleteSnapshot: completeSnapshot,
    GetSnapshotBlock: getSnapshotBlock,
    ListChangedBlocks: listChangedBlocks,
    ListSnapshotBlocks: listSnapshotBlocks,
    PutSnapshotBlock: putSnapshotBlock,
    StartSnapshot: startSnapshot,
  },
  alarms: { [writeTimeout]: timeOut },
}
