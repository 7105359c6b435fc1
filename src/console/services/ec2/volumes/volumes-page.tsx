import type { Volume } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import { useMemo, useState } from 'react'
import { Empty, ResourceTable } from '../../../elements/index.ts'
import { Page, PageSplitPanel } from '../../../frame/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useVolumes } from '../queries.ts'
import { idWithName, nameOf, useRename } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { VolumeActions } from './volume-actions.tsx'
import { volumeColumns } from './volume-columns.tsx'
import { VolumeTabs } from './volume-tabs.tsx'

const idOf = ({ VolumeId }: Volume) => VolumeId!

export function VolumesPage() {
  const href = useHref()
  const volumes = useVolumes()
  const columns = useMemo(() => volumeColumns(href), [href])
  const [selected, setSelected] = useState<string[]>([])
  const chosen = volumes.items.filter((volume) => selected.includes(idOf(volume)))
  const rename = useRename(idOf)
  const [one] = chosen.length === 1 ? chosen : []
  return (
    <Page title="Volumes" service="EC2" crumbs={trails.volumes()} contentType="table">
      <ResourceTable
        name="volumes"
        title="Volumes"
        noun="volume"
        items={volumes.items}
        query={volumes}
        columns={columns}
        idOf={idOf}
        selected={selected}
        onSelect={setSelected}
        submitEdit={rename}
        actions={
          <>
            <VolumeActions volumes={chosen} />
            <Button variant="primary" href={href(paths.createVolume)}>
              Create volume
            </Button>
          </>
        }
        empty={
          <Empty title="No volumes" text="You currently have no volumes in this region.">
            <Button href={href(paths.createVolume)}>Create volume</Button>
          </Empty>
        }
      />
      {one && (
        <PageSplitPanel header={`Volume ID: ${idWithName(idOf(one), nameOf(one))}`}>
          <VolumeTabs volume={one} details />
        </PageSplitPanel>
      )}
    </Page>
  )
}
