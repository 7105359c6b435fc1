import type { DeleteSnapshotReturnCode } from '@aws-sdk/client-ec2'
import type { DecideContext } from '../../../kernel/index.ts'
import { findOwnImage } from '../images/find-image.ts'
import { removeImage } from '../images/life.ts'
import { operation } from '../operation.ts'
import { imageUsing, removeSnapshot } from '../snapshots/remove-snapshot.ts'

/** Running instances stay; snapshots stay too, unless they are to go along and no other image needs them. */
export const deregisterImage = operation('DeregisterImage', {
  decide({ ImageId = '', DeleteAssociatedSnapshots }, context) {
    const image = findOwnImage(context.tx, ImageId)
    removeImage(context, image)
    if (!DeleteAssociatedSnapshots) return { Return: true }
    const snapshots = new Set(image.disks.map((disk) => disk.SnapshotId).filter((id) => id !== ''))
    return { Return: true, DeleteSnapshotResults: [...snapshots].map((id) => remove(context, id)) }
  },
})

const remove = (context: DecideContext, SnapshotId: string): DeleteSnapshotReturnCode => {
  if (imageUsing(context.tx, SnapshotId)) return { SnapshotId, ReturnCode: 'skipped' }
  // Amazon's, below an image that was registered on it.
  if (!context.tx.get('ec2.snapshot', SnapshotId)) return { SnapshotId, ReturnCode: 'missing-permissions' }
  removeSnapshot(context, SnapshotId)
  return { SnapshotId, ReturnCode: 'success' }
}
