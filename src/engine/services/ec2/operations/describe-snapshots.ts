import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeSnapshot } from '../snapshots/describe-snapshot.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'

export const describeSnapshots = operation('DescribeSnapshots', {
  decide({ SnapshotIds = [], OwnerIds = [], Filters, MaxResults, NextToken }, { tx, account }) {
    const given = SnapshotIds.length > 0
    const asked = given ? SnapshotIds.map((id) => findSnapshot(tx, id)) : tx.list('ec2.snapshot')
    const mine = OwnerIds.length === 0 || OwnerIds.includes('self') || OwnerIds.includes(account)
    const found = filterBy(
      (mine ? asked : []).map((snapshot) => describeSnapshot(tx, snapshot)),
      Filters,
      {
        description: (snapshot) => snapshot.Description,
        encrypted: (snapshot) => snapshot.Encrypted,
        'owner-id': (snapshot) => snapshot.OwnerId,
        progress: (snapshot) => snapshot.Progress,
        'snapshot-id': (snapshot) => snapshot.SnapshotId,
        'start-time': (snapshot) => snapshot.StartTime?.toISOString(),
        status: (snapshot) => snapshot.State,
        'storage-tier': (snapshot) => snapshot.StorageTier,
        'transfer-type': (snapshot) => snapshot.TransferType,
        'volume-id': (snapshot) => snapshot.VolumeId,
        'volume-size': (snapshot) => snapshot.VolumeSize,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (snapshot) => snapshot.SnapshotId!,
      MaxResults,
      NextToken,
      ids: { name: 'snapshotIdsSet', given },
    })
    return { Snapshots: page, ...more }
  },
})
