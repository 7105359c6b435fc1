import type { Snapshot } from '@aws-sdk/client-ec2'
import { DeleteById } from '../delete-by-id.tsx'

interface DeleteSnapshotsProps {
  snapshots: readonly Snapshot[]
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

export function DeleteSnapshots({ snapshots, onClose, onDeleted }: DeleteSnapshotsProps) {
  return (
    <DeleteById
      noun="snapshot"
      warning="A deleted snapshot cannot be brought back. Other snapshots and volumes stay whole: only blocks that none of them needs go away."
      resources={snapshots}
      idOf={({ SnapshotId }) => SnapshotId!}
      remove={(call, SnapshotId) => call('ec2', 'DeleteSnapshot', { SnapshotId })}
      onClose={onClose}
      onDeleted={onDeleted}
    />
  )
}
