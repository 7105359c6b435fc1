import type { Snapshot } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import { type ResourceColumn, timestamp } from '../../../elements/index.ts'
import { paths } from '../../../place/index.ts'
import { nameColumn } from '../tags/index.ts'
import { byteSize } from './byte-size.ts'
import {
  progressOf,
  progressText,
  SnapshotProgress,
  SnapshotState,
  snapshotStateText,
} from './snapshot-state.tsx'

/** AWS's columns in AWS's order. */
export const snapshotColumns = (href: (path: string) => string): ResourceColumn<Snapshot>[] => [
  nameColumn<Snapshot>(),
  {
    id: 'snapshotId',
    header: 'Snapshot ID',
    text: ({ SnapshotId }) => SnapshotId,
    cell: ({ SnapshotId }) => <Link href={href(paths.snapshot(SnapshotId!))}>{SnapshotId}</Link>,
    width: 245,
  },
  {
    id: 'fullSize',
    header: 'Full snapshot size',
    text: ({ FullSnapshotSizeInBytes }) => byteSize(FullSnapshotSizeInBytes),
    order: ({ FullSnapshotSizeInBytes = 0 }) => FullSnapshotSizeInBytes,
    width: 185,
  },
  {
    id: 'volumeSize',
    header: 'Volume size',
    text: ({ VolumeSize }) => `${VolumeSize} GiB`,
    order: ({ VolumeSize = 0 }) => VolumeSize,
    width: 140,
  },
  { id: 'description', header: 'Description', text: ({ Description }) => Description, width: 220 },
  {
    id: 'storageTier',
    header: 'Storage tier',
    text: ({ StorageTier }) => (StorageTier === 'archive' ? 'Archive' : 'Standard'),
    width: 140,
  },
  {
    id: 'status',
    header: 'Snapshot status',
    text: snapshotStateText,
    cell: (snapshot) => <SnapshotState snapshot={snapshot} />,
    width: 165,
  },
  {
    id: 'started',
    header: 'Started',
    text: ({ StartTime }) => timestamp(StartTime),
    order: ({ StartTime }) => Number(StartTime),
    width: 225,
  },
  {
    id: 'progress',
    header: 'Progress',
    text: progressText,
    cell: (snapshot) => <SnapshotProgress snapshot={snapshot} />,
    order: progressOf,
    width: 200,
  },
  { id: 'volumeId', header: 'Volume ID', text: ({ VolumeId }) => VolumeId, width: 225 },
]
