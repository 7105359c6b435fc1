import { AwsError } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { beginSnapshot } from '../snapshots/begin-snapshot.ts'
import { checkDescription, checkSnapshotAllowed } from '../snapshots/checks.ts'
import { describeBegun } from '../snapshots/describe-snapshot.ts'
import { tagsFor } from '../tags.ts'
import { findVolume } from '../volumes/find-volume.ts'

export const createSnapshot = operation('CreateSnapshot', {
  decide({ VolumeId = '', Description = '', TagSpecifications, OutpostArn }, context) {
    const volume = findVolume(context.tx, VolumeId)
    checkDescription(Description)
    const Tags = tagsFor('snapshot', TagSpecifications)
    if (OutpostArn) throw new AwsError('UnsupportedOperation', 'Sandcloud has no Outposts.')
    checkSnapshotAllowed(context, volume)
    return describeBegun(context.tx, beginSnapshot(context, volume, { Description, Tags }))
  },
})
