import type { Snapshot } from '@aws-sdk/client-ec2'
import Tabs from '@cloudscape-design/components/tabs'
import { TagsTab } from '../tags/index.ts'
import { BlocksTab } from './blocks-tab.tsx'
import { SnapshotFields } from './snapshot-fields.tsx'

interface SnapshotTabsProps {
  snapshot: Snapshot
  variant?: 'default' | 'container'
  /** The panel under the list has no place above the tabs. */
  details?: boolean
}

export function SnapshotTabs({ snapshot, variant = 'default', details = false }: SnapshotTabsProps) {
  const id = snapshot.SnapshotId!
  return (
    <Tabs
      variant={variant}
      ariaLabel="About the snapshot"
      tabs={[
        ...(details
          ? [{ id: 'details', label: 'Details', content: <SnapshotFields snapshot={snapshot} /> }]
          : []),
        { id: 'blocks', label: 'Blocks', content: <BlocksTab key={id} snapshot={snapshot} /> },
        { id: 'tags', label: 'Tags', content: <TagsTab id={id} tags={snapshot.Tags} /> },
      ]}
    />
  )
}
