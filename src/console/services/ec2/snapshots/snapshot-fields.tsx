import type { Snapshot } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import { Copyable, Fields, timestamp } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useVolumes } from '../queries.ts'
import { byteSize } from './byte-size.ts'
import { SnapshotProgress, SnapshotState } from './snapshot-state.tsx'

export function SnapshotFields({ snapshot }: { snapshot: Snapshot }) {
  return (
    <Fields
      columns={4}
      items={[
        ['Snapshot ID', <Copyable key="id" text={snapshot.SnapshotId} label="Snapshot ID" />],
        ['Full snapshot size', byteSize(snapshot.FullSnapshotSizeInBytes)],
        ['Volume size', `${snapshot.VolumeSize} GiB`],
        ['Snapshot status', <SnapshotState key="state" snapshot={snapshot} />],
        ['Progress', <SnapshotProgress key="progress" snapshot={snapshot} />],
        ['Started', timestamp(snapshot.StartTime)],
        ['Completed', timestamp(snapshot.CompletionTime)],
        ['Volume ID', <SourceVolume key="volume" id={snapshot.VolumeId} />],
        ['Description', snapshot.Description],
        ['Storage tier', snapshot.StorageTier === 'archive' ? 'Archive' : 'Standard'],
        ['Encryption', snapshot.Encrypted ? 'Encrypted' : 'Not encrypted'],
        ['Owner', <Copyable key="owner" text={snapshot.OwnerId} label="Owner" />],
      ]}
    />
  )
}

/** A snapshot outlives its volume: a link only while that is there. */
function SourceVolume({ id }: { id: string | undefined }) {
  const href = useHref()
  const there = useVolumes().items.some(({ VolumeId }) => VolumeId === id)
  return id && there ? <Link href={href(paths.volume(id))}>{id}</Link> : (id ?? '–')
}
