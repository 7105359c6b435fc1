import type { Snapshot } from '@aws-sdk/client-ec2'
import { stockImagesIn } from '../../../catalog/index.ts'
import type { Transaction } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { isForAll, type Permission } from '../permissions.ts'
import { describeSnapshot, describeStockSnapshot } from '../snapshots/describe-snapshot.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'
import { stockSnapshot } from '../snapshots/source.ts'

export const describeSnapshots = operation('DescribeSnapshots', {
  decide(request, { tx, account }) {
    const { SnapshotIds = [], OwnerIds = [], RestorableByUserIds = [], Filters } = request
    const { MaxResults, NextToken } = request
    const given = SnapshotIds.length > 0
    const asked = given
      ? [...new Set(SnapshotIds)].map((id) => describeOne(tx, id))
      : [
          ...tx.list('ec2.snapshot').map((snapshot) => describeSnapshot(tx, snapshot)),
          // Where AWS lists thousands of public ones, ours are listed only to those who ask for them.
          ...(OwnerIds.length + RestorableByUserIds.length > 0 ? stockImagesIn(tx.scope.region) : []).map(
            describeStockSnapshot,
          ),
        ]
    const isOwned = (snapshot: Snapshot) =>
      OwnerIds.some((owner) =>
        owner === 'self'
          ? snapshot.OwnerId === account
          : owner === snapshot.OwnerId || owner === snapshot.OwnerAlias,
      )
    const found = filterBy(
      asked.filter(
        (snapshot) =>
          (OwnerIds.length === 0 || isOwned(snapshot)) &&
          (RestorableByUserIds.length === 0 ||
            RestorableByUserIds.some((user) => mayRestore(tx, snapshot, user))),
      ),
      Filters,
      {
        'completion-time': (snapshot) => snapshot.CompletionTime?.toISOString(),
        description: (snapshot) => snapshot.Description,
        encrypted: (snapshot) => snapshot.Encrypted,
        'owner-alias': (snapshot) => snapshot.OwnerAlias,
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

const describeOne = (tx: Transaction, id: string): Snapshot => {
  const image = stockSnapshot(tx.scope.region, id)
  return image ? describeStockSnapshot(image) : describeSnapshot(tx, findSnapshot(tx, id))
}

/** `self` is this account, `all` is everybody; owners always may. */
const mayRestore = (
  tx: Transaction,
  { SnapshotId, OwnerId, OwnerAlias }: Snapshot,
  user: string,
): boolean => {
  const permissions: readonly Permission[] = OwnerAlias
    ? [{ Group: 'all' }]
    : (tx.get('ec2.snapshot', SnapshotId!)?.createVolumePermission ?? [])
  if (user === 'all') return isForAll(permissions)
  const id = user === 'self' ? tx.scope.account : user
  return OwnerId === id || isForAll(permissions) || permissions.some(({ UserId }) => UserId === id)
}
