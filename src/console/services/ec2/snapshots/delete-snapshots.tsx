import type { Snapshot } from '@aws-sdk/client-ec2'
import { useAction } from '../../../data/index.ts'
import { ConfirmModal } from '../../../elements/index.ts'
import { idWithName, nameOf } from '../tags/index.ts'

interface DeleteSnapshotsProps {
  snapshots: readonly Snapshot[]
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

export function DeleteSnapshots({ snapshots, onClose, onDeleted }: DeleteSnapshotsProps) {
  const several = snapshots.length > 1
  const ids = snapshots.map(({ SnapshotId }) => SnapshotId!)
  const remove = useAction(
    {
      failure: 'Failed to delete snapshot',
      success: () => ({
        text: several
          ? `Successfully deleted snapshots ${ids.join(', ')}.`
          : `Successfully deleted snapshot ${ids[0]}.`,
      }),
    },
    async ({ call }) => {
      for (const SnapshotId of ids) await call('ec2', 'DeleteSnapshot', { SnapshotId })
      return true
    },
  )
  const confirm = async () => {
    const done = await remove.run()
    onClose()
    if (done) onDeleted?.()
  }
  return (
    <ConfirmModal
      title={several ? 'Delete snapshots?' : `Delete ${ids[0]}?`}
      confirm="Delete"
      typed="delete"
      warning="A deleted snapshot cannot be brought back. Other snapshots and volumes stay whole: only blocks that none of them needs go away."
      pending={remove.pending}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>
        {several
          ? 'Are you sure that you want to delete these snapshots?'
          : 'Are you sure that you want to delete this snapshot?'}
      </p>
      <ul>
        {snapshots.map((snapshot) => (
          <li key={snapshot.SnapshotId}>{idWithName(snapshot.SnapshotId, nameOf(snapshot))}</li>
        ))}
      </ul>
    </ConfirmModal>
  )
}
