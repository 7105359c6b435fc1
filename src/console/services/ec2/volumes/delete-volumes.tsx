import type { Volume } from '@aws-sdk/client-ec2'
import { DeleteById } from '../delete-by-id.tsx'

interface DeleteVolumesProps {
  volumes: readonly Volume[]
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

export function DeleteVolumes({ volumes, onClose, onDeleted }: DeleteVolumesProps) {
  return (
    <DeleteById
      noun="volume"
      warning="After you delete a volume, its data is gone. Snapshots that were taken of it stay, and a new volume can be made of them."
      resources={volumes}
      idOf={({ VolumeId }) => VolumeId!}
      remove={(call, VolumeId) => call('ec2', 'DeleteVolume', { VolumeId })}
      onClose={onClose}
      onDeleted={onDeleted}
    />
  )
}
