import { operation } from '../operation.ts'
import { copyAlarm } from '../snapshots/copy.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'

/** Only blocks that nothing else needs go away: other snapshots and volumes stay whole. */
export const deleteSnapshot = operation('DeleteSnapshot', {
  decide({ SnapshotId = '' }, { tx, facilities }) {
    findSnapshot(tx, SnapshotId)
    const blocks = tx.get('ebs.snapshot-blocks', SnapshotId)
    tx.delete('ec2.snapshot', SnapshotId)
    tx.delete('ebs.snapshot-blocks', SnapshotId)
    tx.cancelAlarm(copyAlarm, SnapshotId)
    if (blocks) facilities.blocks.sweep(tx, blocks.map.values())
    return {}
  },
})
