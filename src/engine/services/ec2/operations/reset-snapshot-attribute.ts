import { invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'

export const resetSnapshotAttribute = operation('ResetSnapshotAttribute', {
  decide({ SnapshotId = '', Attribute }, { tx }) {
    const snapshot = findSnapshot(tx, SnapshotId)
    if (Attribute !== 'createVolumePermission')
      throw invalidParameter(`Value (${Attribute}) for parameter attribute is invalid. It cannot be reset.`)
    tx.put('ec2.snapshot', SnapshotId, { ...snapshot, createVolumePermission: [] })
    return {}
  },
})
