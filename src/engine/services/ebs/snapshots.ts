import type { SnapshotBlocks } from '../../blocks/index.ts'
import { stockImagesIn } from '../../catalog/index.ts'
import type { Transaction } from '../../kernel/index.ts'
import { invalidSnapshot } from './errors.ts'

/** The blocks of a snapshot that is completed: a pending one does not exist for this service. */
export const completedSnapshot = (
  tx: Transaction,
  id: string,
): { blocks: SnapshotBlocks; VolumeSize: number } | undefined => {
  if (stockImagesIn(tx.scope.region).some((image) => image.snapshotId === id))
    throw invalidSnapshot('Public snapshots are not supported')
  const snapshot = tx.get('ec2.snapshot', id)
  const blocks = tx.get('ebs.snapshot-blocks', id)
  return snapshot?.State === 'completed' && blocks ? { blocks, VolumeSize: snapshot.VolumeSize } : undefined
}

/** What a block's token vouches for. */
export const blockText = (snapshotId: string, index: number, cid: string) => `${snapshotId} ${index} ${cid}`
