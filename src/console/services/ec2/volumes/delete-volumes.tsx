import type { Volume } from '@aws-sdk/client-ec2'
import { useAction } from '../../../data/index.ts'
import { ConfirmModal } from '../../../elements/index.ts'
import { idWithName, nameOf } from '../tags/index.ts'

interface DeleteVolumesProps {
  volumes: readonly Volume[]
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

export function DeleteVolumes({ volumes, onClose, onDeleted }: DeleteVolumesProps) {
  const several = volumes.length > 1
  const ids = volumes.map(({ VolumeId }) => VolumeId!)
  const remove = useAction(
    {
      failure: 'Failed to delete volume',
      success: () => ({
        text: several
          ? `Successfully deleted volumes ${ids.join(', ')}.`
          : `Successfully deleted volume ${ids[0]}.`,
      }),
    },
    async ({ call }) => {
      for (const VolumeId of ids) await call('ec2', 'DeleteVolume', { VolumeId })
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
      title={several ? 'Delete volumes?' : `Delete ${ids[0]}?`}
      confirm="Delete"
      typed="delete"
      warning="After you delete a volume, its data is gone. Snapshots that were taken of it stay, and a new volume can be made of them."
      pending={remove.pending}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>
        {several
          ? 'Are you sure that you want to delete these volumes?'
          : 'Are you sure that you want to delete this volume?'}
      </p>
      <ul>
        {volumes.map((volume) => (
          <li key={volume.VolumeId}>{idWithName(volume.VolumeId, nameOf(volume))}</li>
        ))}
      </ul>
    </ConfirmModal>
  )
}
