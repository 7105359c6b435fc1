import { operation } from '../operation.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'
import { imageUsing, removeSnapshot, snapshotInUse } from '../snapshots/remove-snapshot.ts'

export const deleteSnapshot = operation('DeleteSnapshot', {
  decide({ SnapshotId = '' }, context) {
    findSnapshot(context.tx, SnapshotId)
    const image = imageUsing(context.tx, SnapshotId)
    if (image) throw snapshotInUse(SnapshotId, image.ImageId)
    removeSnapshot(context, SnapshotId)
    return {}
  },
})
