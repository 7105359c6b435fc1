import type { Snapshot } from '@aws-sdk/client-ec2'

/**
 * The snapshot that this one builds on: the volume's last one before it, or, for the first of a volume
 * that was itself made from a snapshot, that one. Deleted ones are nobody's predecessor any more.
 */
export const predecessorOf = (
  snapshot: Snapshot,
  snapshots: readonly Snapshot[],
  madeFrom: string | undefined,
): Snapshot | undefined => {
  const completed = snapshots.filter(({ State }) => State === 'completed')
  const before = completed.filter(
    ({ VolumeId, StartTime }) =>
      VolumeId === snapshot.VolumeId && Number(StartTime) < Number(snapshot.StartTime),
  )
  return (
    before.toSorted((a, b) => Number(b.StartTime) - Number(a.StartTime))[0] ??
    completed.find(({ SnapshotId }) => SnapshotId === madeFrom)
  )
}
