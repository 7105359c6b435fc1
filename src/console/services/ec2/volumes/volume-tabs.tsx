import type { Volume } from '@aws-sdk/client-ec2'
import Tabs from '@cloudscape-design/components/tabs'
import { TagsTab } from '../tags/index.ts'
import { StatusTab } from './status-tab.tsx'
import { VolumeFields } from './volume-fields.tsx'

interface VolumeTabsProps {
  volume: Volume
  variant?: 'default' | 'container'
  /** The panel under the list has no place above the tabs. */
  details?: boolean
}

export function VolumeTabs({ volume, variant = 'default', details = false }: VolumeTabsProps) {
  return (
    <Tabs
      variant={variant}
      ariaLabel="About the volume"
      tabs={[
        ...(details ? [{ id: 'details', label: 'Details', content: <VolumeFields volume={volume} /> }] : []),
        { id: 'status', label: 'Status', content: <StatusTab volume={volume} /> },
        { id: 'tags', label: 'Tags', content: <TagsTab id={volume.VolumeId!} tags={volume.Tags} /> },
      ]}
    />
  )
}
