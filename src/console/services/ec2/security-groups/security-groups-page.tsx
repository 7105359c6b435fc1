import type { SecurityGroup } from '@aws-sdk/client-ec2'
import { useMemo } from 'react'
import { paths, useHref } from '../../../place/index.ts'
import { ListPage, type ListPageConfig } from '../list-page.tsx'
import { useSecurityGroups } from '../queries.ts'
import { trails } from '../trail.ts'
import { GroupActions } from './group-actions.tsx'
import { groupColumns } from './group-columns.tsx'
import { GroupTabs } from './group-tabs.tsx'

const idOf = ({ GroupId }: SecurityGroup) => GroupId!

const config: ListPageConfig<SecurityGroup> = {
  title: 'Security Groups',
  name: 'security-groups',
  noun: 'security group',
  crumbs: trails.securityGroups(),
  idOf,
  actions: (groups) => <GroupActions groups={groups} />,
  create: { text: 'Create security group', path: paths.createSecurityGroup },
  empty: 'You do not have any security groups in this region.',
  details: (group) => ({
    header: `${group.GroupId} - ${group.GroupName}`,
    content: <GroupTabs group={group} details />,
  }),
}

export function SecurityGroupsPage() {
  const href = useHref()
  return (
    <ListPage {...config} list={useSecurityGroups()} columns={useMemo(() => groupColumns(href), [href])} />
  )
}
