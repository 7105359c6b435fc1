import type { SecurityGroup } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import { useMemo, useState } from 'react'
import { Empty, ResourceTable } from '../../../elements/index.ts'
import { Page, PageSplitPanel } from '../../../frame/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useSecurityGroups } from '../queries.ts'
import { useRename } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { GroupActions } from './group-actions.tsx'
import { groupColumns } from './group-columns.tsx'
import { GroupTabs } from './group-tabs.tsx'

const idOf = ({ GroupId }: SecurityGroup) => GroupId!

export function SecurityGroupsPage() {
  const href = useHref()
  const groups = useSecurityGroups()
  const columns = useMemo(() => groupColumns(href), [href])
  const [selected, setSelected] = useState<string[]>([])
  const chosen = groups.items.filter((group) => selected.includes(idOf(group)))
  const rename = useRename(idOf)
  const [one] = chosen.length === 1 ? chosen : []
  return (
    <Page title="Security Groups" service="EC2" crumbs={trails.securityGroups()} contentType="table">
      <ResourceTable
        name="security-groups"
        title="Security Groups"
        noun="security group"
        items={groups.items}
        query={groups}
        columns={columns}
        idOf={idOf}
        selected={selected}
        onSelect={setSelected}
        submitEdit={rename}
        actions={
          <>
            <GroupActions groups={chosen} />
            <Button variant="primary" href={href(paths.createSecurityGroup)}>
              Create security group
            </Button>
          </>
        }
        empty={
          <Empty title="No security groups" text="You do not have any security groups in this region.">
            <Button href={href(paths.createSecurityGroup)}>Create security group</Button>
          </Empty>
        }
      />
      {one && (
        <PageSplitPanel header={`${one.GroupId} - ${one.GroupName}`}>
          <GroupTabs group={one} details />
        </PageSplitPanel>
      )}
    </Page>
  )
}
