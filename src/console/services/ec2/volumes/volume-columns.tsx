import type { Volume } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import { type ResourceColumn, timestamp } from '../../../elements/index.ts'
import { paths } from '../../../place/index.ts'
import { nameColumn } from '../tags/index.ts'
import { AttachedResources, attachedText } from './attached-resources.tsx'
import { VolumeState, volumeStateText } from './volume-state.tsx'

/** AWS's columns in AWS's order. */
export const volumeColumns = (href: (path: string) => string): ResourceColumn<Volume>[] => [
  nameColumn<Volume>(),
  {
    id: 'volumeId',
    header: 'Volume ID',
    text: ({ VolumeId }) => VolumeId,
    cell: ({ VolumeId }) => <Link href={href(paths.volume(VolumeId!))}>{VolumeId}</Link>,
    width: 225,
  },
  { id: 'type', header: 'Type', text: ({ VolumeType }) => VolumeType, width: 90 },
  {
    id: 'size',
    header: 'Size',
    text: ({ Size }) => `${Size} GiB`,
    order: ({ Size = 0 }) => Size,
    width: 100,
  },
  {
    id: 'iops',
    header: 'IOPS',
    text: ({ Iops }) => Iops?.toString(),
    order: ({ Iops = 0 }) => Iops,
    width: 100,
  },
  {
    id: 'throughput',
    header: 'Throughput',
    text: ({ Throughput }) => Throughput?.toString(),
    order: ({ Throughput = 0 }) => Throughput,
    width: 140,
  },
  { id: 'snapshotId', header: 'Snapshot ID', text: ({ SnapshotId }) => SnapshotId, width: 245 },
  {
    id: 'created',
    header: 'Created',
    text: ({ CreateTime }) => timestamp(CreateTime),
    order: ({ CreateTime }) => Number(CreateTime),
    width: 225,
  },
  {
    id: 'availabilityZone',
    header: 'Availability Zone',
    text: ({ AvailabilityZone }) => AvailabilityZone,
    width: 150,
  },
  {
    id: 'volumeState',
    header: 'Volume state',
    text: volumeStateText,
    cell: (volume) => <VolumeState volume={volume} />,
    width: 130,
  },
  {
    id: 'attachedResources',
    header: 'Attached resources',
    text: attachedText,
    cell: (volume) => <AttachedResources volume={volume} />,
    width: 390,
  },
]
