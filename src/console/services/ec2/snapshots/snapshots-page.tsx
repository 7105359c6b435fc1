import type { Snapshot } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import { useMemo, useState } from 'react'
import { Empty, ResourceTable } from '../../../elements/index.ts'
import { Page, PageSplitPanel } from '../../../frame/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useSnapshots } from '../queries.ts'
import { idWithName, nameOf, useRename } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { SnapshotActions } from './snapshot-actions.tsx'
import { snapshotColumns } from './snapshot-columns.tsx'
import { SnapshotTabs } from './snapshot-tabs.tsx'

const idOf = ({ SnapshotId }: Snapshot) => SnapshotId!

export function SnapshotsPage() {
  const href = useHref()
  const snapshots = useSnapshots()
  const columns = useMemo(() => snapshotColumns(href), [href])
  const [selected, setSelected] = useState<string[]>([])
  const chosen = snapshots.items.filter((snapshot) => selected.includes(idOf(snapshot)))
  const rename = useRename(idOf)
  const [one] = chosen.length === 1 ? chosen : []
  return (
    <Page title="Snapshots" service="EC2" crumbs={trails.snapshots()} contentType="table">
      <ResourceTable
        name="snapshots"
        title="Snapshots"
        noun="snapshot"
        items={snapshots.items}
        query={snapshots}
        columns={columns}
        idOf={idOf}
        selected={selected}
        onSelect={setSelected}
        submitEdit={rename}
        actions={
          <>
            <SnapshotActions snapshots={chosen} />
            <Button variant="primary" href={href(paths.createSnapshot)}>
              Create snapshot
            </Button>
          </>
        }
        empty={
          <Empty title="No snapshots" text="You do not have any snapshots in this region.">
            <Button href={href(paths.createSnapshot)}>Create snapshot</Button>
          </Empty>
        }
      />
      {one && (
        <PageSplitPanel header={`Snapshot ID: ${idWithName(idOf(one), nameOf(one))}`}>
          <SnapshotTabs snapshot={one} details />
        </PageSplitPanel>
      )}
    </Page>
  )
}
