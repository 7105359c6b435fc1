import type { Instance } from '@aws-sdk/client-ec2'
import { useMemo } from 'react'
import { paths, useHref } from '../../../place/index.ts'
import { ListPage, type ListPageConfig } from '../list-page.tsx'
import { useInstances, useInstanceStatuses } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { InstanceActions } from './instance-actions.tsx'
import { instanceColumns } from './instance-columns.tsx'
import { InstanceTabs } from './instance-tabs.tsx'

const idOf = ({ InstanceId }: Instance) => InstanceId!

const config: ListPageConfig<Instance> = {
  title: 'Instances',
  name: 'instances',
  noun: 'instance',
  crumbs: trails.instances(),
  idOf,
  actions: (instances) => <InstanceActions instances={instances} />,
  create: { text: 'Launch instances', path: paths.launch },
  empty: 'You do not have any instances in this region.',
  details: (instance) => ({
    header: idWithName(idOf(instance), nameOf(instance)),
    content: <InstanceTabs instance={instance} />,
  }),
}

export function InstancesPage() {
  const href = useHref()
  const statuses = useInstanceStatuses()
  return (
    <ListPage
      {...config}
      list={useInstances()}
      columns={useMemo(() => instanceColumns(href, statuses), [href, statuses])}
    />
  )
}
