import { invalidCombination, invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'

export const describeSnapshotAttribute = operation('DescribeSnapshotAttribute', {
  decide({ SnapshotId = '', Attribute }, { tx }) {
    const snapshot = findSnapshot(tx, SnapshotId)
    if (!Attribute) throw invalidCombination('No attributes specified.')
    if (Attribute === 'productCodes') return { SnapshotId, ProductCodes: [] }
    if (Attribute === 'createVolumePermission')
      return { SnapshotId, CreateVolumePermissions: [...(snapshot.createVolumePermission ?? [])] }
    throw invalidParameter(
      `Value (${String(Attribute)}) for parameter attribute is invalid. Unknown attribute.`,
    )
  },
})
