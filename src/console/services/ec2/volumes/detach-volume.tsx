import type { Volume } from '@aws-sdk/client-ec2'
import { useOperation } from '../../../data/index.ts'
import { ConfirmModal } from '../../../elements/index.ts'
import { useInstances } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'

/** AWS refuses to take the root volume away while the instance runs, and says so. */
export function DetachVolume({ volume, onClose }: { volume: Volume; onClose: () => void }) {
  const id = volume.VolumeId!
  const attachment = volume.Attachments?.[0]
  const instance = useInstances().items.find(({ InstanceId }) => InstanceId === attachment?.InstanceId)
  const detach = useOperation('ec2', 'DetachVolume', {
    failure: 'Failed to detach volume',
    success: () => ({ text: `Successfully initiated detachment of volume ${id}.` }),
  })
  const root = attachment?.Device === instance?.RootDeviceName
  return (
    <ConfirmModal
      title={`Detach ${id}?`}
      confirm="Detach"
      warning={
        root
          ? 'This is the root volume: stop the instance before you detach it. Without it the instance cannot start.'
          : 'Unmount the volume’s file systems inside the instance first (sudo umount). Otherwise the instance keeps a file system whose disk is gone, and what its programs write afterwards is lost.'
      }
      pending={detach.pending}
      onConfirm={() => void detach.run({ VolumeId: id }).then(onClose)}
      onCancel={onClose}
    >
      <p>
        Are you sure that you want to detach this volume? After you detach it, you might still incur charges
        for the storage.
      </p>
      <ul>
        <li>{idWithName(id, nameOf(volume))}</li>
        {attachment && (
          <li>
            {`${idWithName(attachment.InstanceId, instance && nameOf(instance))}: ${attachment.Device}`}
          </li>
        )}
      </ul>
    </ConfirmModal>
  )
}
