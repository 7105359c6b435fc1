import type { Volume } from '@aws-sdk/client-ec2'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { paths, useGo } from '../../../place/index.ts'
import { DownloadImage } from '../disk-image/index.ts'
import { ManageTagsModal } from '../tags/index.ts'
import { DeleteVolumes } from './delete-volumes.tsx'
import { DetachVolume } from './detach-volume.tsx'

interface VolumeActionsProps {
  volumes: readonly Volume[]
  /** On the volume's own page there is nothing more to view. */
  details?: boolean
  onDeleted?: () => void
}

export function VolumeActions({ volumes, details = true, onDeleted }: VolumeActionsProps) {
  const go = useGo()
  const [asking, setAsking] = useState<'delete' | 'detach' | 'tags' | 'download'>()
  const [one] = volumes.length === 1 ? volumes : []
  const is = (state: Volume['State']) => one?.State === state
  const close = () => setAsking(undefined)
  return (
    <>
      <ButtonDropdown
        expandToViewport
        disabled={volumes.length === 0}
        items={[
          ...(details ? [{ id: 'details', text: 'View details', disabled: !one }] : []),
          { id: 'snapshot', text: 'Create snapshot', disabled: !is('available') && !is('in-use') },
          {
            id: 'delete',
            text: 'Delete volume',
            disabled: !volumes.every(({ State }) => State === 'available'),
          },
          { id: 'attach', text: 'Attach volume', disabled: !is('available') },
          { id: 'detach', text: 'Detach volume', disabled: !one?.Attachments?.length },
          { id: 'tags', text: 'Manage tags', disabled: !one },
          { id: 'download', text: 'Download image', disabled: !is('available') && !is('in-use') },
        ]}
        onItemClick={({ detail }) => {
          const id = one?.VolumeId ?? ''
          if (detail.id === 'details') go(paths.volume(id))
          else if (detail.id === 'snapshot') go(paths.createSnapshot, { volume: id })
          else if (detail.id === 'attach') go(paths.attachVolume(id))
          else setAsking(detail.id as 'delete')
        }}
      >
        Actions
      </ButtonDropdown>
      {asking === 'delete' && <DeleteVolumes volumes={volumes} onClose={close} onDeleted={onDeleted} />}
      {one && asking === 'detach' && <DetachVolume volume={one} onClose={close} />}
      {one && asking === 'download' && (
        <DownloadImage id={one.VolumeId!} sizeGiB={one.Size!} inUse={is('in-use')} onClose={close} />
      )}
      {one && asking === 'tags' && (
        <ManageTagsModal id={one.VolumeId!} tags={one.Tags ?? []} onClose={close} />
      )}
    </>
  )
}
