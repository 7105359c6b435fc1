import type { Instance } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import { useMemo, useState } from 'react'
import { Empty, ResourceTable } from '../../../elements/index.ts'
import { Page, PageSplitPanel } from '../../../frame/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useInstances, useInstanceStatuses } from '../queries.ts'
import { idWithName, nameOf, useRename } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { InstanceActions } from './instance-actions.tsx'
import { instanceColumns } from './instance-columns.tsx'
import { InstanceTabs } from './instance-tabs.tsx'

const idOf = ({ InstanceId }: Instance) => InstanceId!

export function InstancesPage() {
  const href = useHref()
  const instances = useInstances()
  const statuses = useInstanceStatuses()
  const columns = useMemo(() => instanceColumns(href, statuses), [href, statuses])
  const [selected, setSelected] = useState<string[]>([])
  const chosen = instances.items.filter((instance) => selected.includes(idOf(instance)))
  const rename = useRename(idOf)
  const [one] = chosen.length === 1 ? chosen : []
  return (
    <Page title="Instances" service="EC2" crumbs={trails.instances()} contentType="table">
      <ResourceTable
        name="instances"
        title="Instances"
        noun="instance"
        items={instances.items}
        query={instances}
        columns={columns}
        idOf={idOf}
        selected={selected}
        onSelect={setSelected}
        submitEdit={rename}
        actions={
          <>
            <InstanceActions instances={chosen} />
            <Button variant="primary" href={href(paths.launch)}>
              Launch instances
            </Button>
          </>
        }
        empty={
          <Empty title="No instances" text="You do not have any instances in this region.">
            <Button href={href(paths.launch)}>Launch instances</Button>
          </Empty>
        }
      />
      {one && (
        <PageSplitPanel header={idWithName(idOf(one), nameOf(one))}>
          <InstanceTabs instance={one} />
        </PageSplitPanel>
      )}
    </Page>
  )
}
