import type { Snapshot } from '@aws-sdk/client-ec2'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { paths, useGo } from '../../../place/index.ts'
import { DownloadImage } from '../disk-image/index.ts'
import { ManageTagsModal } from '../tags/index.ts'
import { DeleteSnapshots } from './delete-snapshots.tsx'

interface SnapshotActionsProps {
  snapshots: readonly Snapshot[]
  /** On the snapshot's own page there is nothing more to view. */
  details?: boolean
  onDeleted?: () => void
}

export function SnapshotActions({ snapshots, details = true, onDeleted }: SnapshotActionsProps) {
  const go = useGo()
  const [asking, setAsking] = useState<'delete' | 'tags' | 'download'>()
  const [one] = snapshots.length === 1 ? snapshots : []
  const close = () => setAsking(undefined)
  return (
    <>
      <ButtonDropdown
        expandToViewport
        disabled={snapshots.length === 0}
        items={[
          ...(details ? [{ id: 'details', text: 'View details', disabled: !one }] : []),
          {
            id: 'volume',
            text: 'Create volume from snapshot',
            disabled: one?.State !== 'completed',
            ...(one?.State === 'pending' && { disabledReason: 'The snapshot is not completed yet.' }),
          },
          { id: 'delete', text: 'Delete snapshot' },
          { id: 'tags', text: 'Manage tags', disabled: !one },
          { id: 'download', text: 'Download image', disabled: one?.State !== 'completed' },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'details') go(paths.snapshot(one!.SnapshotId!))
          else if (detail.id === 'volume') go(paths.createVolume, { snapshot: one!.SnapshotId! })
          else setAsking(detail.id as 'delete')
        }}
      >
        Actions
      </ButtonDropdown>
      {asking === 'delete' && <DeleteSnapshots snapshots={snapshots} onClose={close} onDeleted={onDeleted} />}
      {asking === 'download' && one && (
        <DownloadImage id={one.SnapshotId!} sizeGiB={one.VolumeSize!} onClose={close} />
      )}
      {asking === 'tags' && one && (
        <ManageTagsModal id={one.SnapshotId!} tags={one.Tags ?? []} onClose={close} />
      )}
    </>
  )
}
