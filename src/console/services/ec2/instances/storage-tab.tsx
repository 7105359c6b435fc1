import type { Instance, InstanceBlockDeviceMapping } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { Fields, timestamp } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useVolumes } from '../queries.ts'

export function StorageTab({ instance }: { instance: Instance }) {
  const href = useHref()
  const volumes = useVolumes()
  const mappings = instance.BlockDeviceMappings ?? []
  const sizeOf = (id: string | undefined) => volumes.items.find(({ VolumeId }) => VolumeId === id)?.Size
  return (
    <SpaceBetween size="l">
      <Fields
        items={[
          ['Root device name', instance.RootDeviceName],
          ['Root device type', instance.RootDeviceType?.toUpperCase()],
          ['EBS optimization', instance.EbsOptimized ? 'enabled' : 'disabled'],
        ]}
      />
      <Table
        variant="borderless"
        header={<Header variant="h3">Block devices</Header>}
        items={mappings}
        trackBy="DeviceName"
        empty={<Box color="inherit">No volumes attached</Box>}
        ariaLabels={{ tableLabel: 'Block devices' }}
        columnDefinitions={deviceColumns(href, sizeOf)}
      />
    </SpaceBetween>
  )
}

const deviceColumns = (
  href: (path: string) => string,
  sizeOf: (id: string | undefined) => number | undefined,
): TableProps.ColumnDefinition<InstanceBlockDeviceMapping>[] => [
  {
    id: 'volume',
    header: 'Volume ID',
    isRowHeader: true,
    cell: ({ Ebs }) => <Link href={href(paths.volume(Ebs!.VolumeId!))}>{Ebs!.VolumeId}</Link>,
  },
  { id: 'device', header: 'Device name', cell: ({ DeviceName }) => DeviceName },
  { id: 'size', header: 'Volume size (GiB)', cell: ({ Ebs }) => sizeOf(Ebs?.VolumeId) ?? '–' },
  { id: 'status', header: 'Attachment status', cell: ({ Ebs }) => Ebs?.Status },
  { id: 'time', header: 'Attachment time', cell: ({ Ebs }) => timestamp(Ebs?.AttachTime) },
  {
    id: 'delete',
    header: 'Delete on termination',
    cell: ({ Ebs }) => (Ebs?.DeleteOnTermination ? 'Yes' : 'No'),
  },
]
