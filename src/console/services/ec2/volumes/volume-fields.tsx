import type { Volume } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import { Copyable, Fields, timestamp } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useSnapshots } from '../queries.ts'
import { AttachedResources } from './attached-resources.tsx'
import { VolumeState } from './volume-state.tsx'

export function VolumeFields({ volume }: { volume: Volume }) {
  return (
    <Fields
      columns={4}
      items={[
        ['Volume ID', <Copyable key="id" text={volume.VolumeId} label="Volume ID" />],
        ['Size', `${volume.Size} GiB`],
        ['Type', volume.VolumeType],
        ['Volume state', <VolumeState key="state" volume={volume} />],
        ['IOPS', volume.Iops?.toString()],
        ['Throughput', volume.Throughput?.toString()],
        ['Encryption', volume.Encrypted ? 'Encrypted' : 'Not encrypted'],
        ['Snapshot ID', <SourceSnapshot key="snapshot" id={volume.SnapshotId} />],
        ['Availability Zone', volume.AvailabilityZone],
        ['Created', timestamp(volume.CreateTime)],
        ['Multi-Attach enabled', volume.MultiAttachEnabled ? 'Yes' : 'No'],
        ['Attached resources', <AttachedResources key="attached" volume={volume} />],
      ]}
    />
  )
}

/** A link while the snapshot is there and the account's own: those of Amazon's images have no page. */
function SourceSnapshot({ id }: { id: string | undefined }) {
  const href = useHref()
  const own = useSnapshots().items.some(({ SnapshotId }) => SnapshotId === id)
  if (!id) return '–'
  return own ? <Link href={href(paths.snapshot(id))}>{id}</Link> : <Copyable text={id} label="Snapshot ID" />
}
