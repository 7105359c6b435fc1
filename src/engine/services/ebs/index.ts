import type { Service } from '../../kernel/index.ts'
import { getSnapshotBlock } from './operations/get-snapshot-block.ts'
import { listChangedBlocks } from './operations/list-changed-blocks.ts'
import { listSnapshotBlocks } from './operations/list-snapshot-blocks.ts'

/** The EBS direct APIs: the blocks of snapshots, the very ones that volumes are made of. */
export const ebs: Service = {
  name: 'ebs',
  operations: {
    GetSnapshotBlock: getSnapshotBlock,
    ListChangedBlocks: listChangedBlocks,
    ListSnapshotBlocks: listSnapshotBlocks,
  },
}
