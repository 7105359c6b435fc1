import { AwsError } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { changePermissions } from '../permissions.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'

/** Records who may use a snapshot. There is nobody else in this cloud, so nobody does. */
export const modifySnapshotAttribute = operation('ModifySnapshotAttribute', {
  decide({ SnapshotId = '', Attribute, CreateVolumePermission, ...request }, { tx }) {
    const snapshot = findSnapshot(tx, SnapshotId)
    if (Attribute !== undefined && Attribute !== 'createVolumePermission')
      throw invalidParameter(
        `Value (${Attribute}) for parameter attribute is invalid. It cannot be modified.`,
      )
    const { OperationType, UserIds, GroupNames } = request
    if (!CreateVolumePermission && !UserIds && !GroupNames)
      throw invalidCombination('No attributes specified.')
    const { after, added } = changePermissions(snapshot.createVolumePermission ?? [], {
      OperationType,
      UserIds,
      groups: GroupNames,
      modifications: CreateVolumePermission,
    })
    if (snapshot.Encrypted && added.length > 0)
      throw new AwsError('InvalidParameter', 'Encrypted snapshots with EBS default key cannot be shared')
    tx.put('ec2.snapshot', SnapshotId, { ...snapshot, createVolumePermission: after })
    return {}
  },
})
