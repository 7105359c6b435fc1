import type { SecurityGroup } from '@aws-sdk/client-ec2'
import Tabs from '@cloudscape-design/components/tabs'
import { Copyable, Fields } from '../../../elements/index.ts'
import { TagsTab } from '../tags/index.ts'
import { entries } from './group-columns.tsx'
import { RulesTable } from './rules-table.tsx'

export function GroupFields({ group }: { group: SecurityGroup }) {
  return (
    <Fields
      columns={4}
      items={[
        ['Security group name', <Copyable key="name" text={group.GroupName} label="Security group name" />],
        ['Security group ID', <Copyable key="id" text={group.GroupId} label="Security group ID" />],
        ['Description', <Copyable key="description" text={group.Description} label="Description" />],
        ['VPC ID', <Copyable key="vpc" text={group.VpcId} label="VPC ID" />],
        ['Owner', <Copyable key="owner" text={group.OwnerId} label="Owner" />],
        ['Inbound rules count', entries(group.IpPermissions)],
        ['Outbound rules count', entries(group.IpPermissionsEgress)],
      ]}
    />
  )
}

interface GroupTabsProps {
  group: SecurityGroup
  variant?: 'default' | 'container'
  /** The panel under the list has no place above the tabs. */
  details?: boolean
}

export function GroupTabs({ group, variant = 'default', details = false }: GroupTabsProps) {
  const id = group.GroupId!
  return (
    <Tabs
      variant={variant}
      ariaLabel="About the security group"
      tabs={[
        ...(details ? [{ id: 'details', label: 'Details', content: <GroupFields group={group} /> }] : []),
        {
          id: 'inbound',
          label: 'Inbound rules',
          content: <RulesTable groupId={id} direction="inbound" editable />,
        },
        {
          id: 'outbound',
          label: 'Outbound rules',
          content: <RulesTable groupId={id} direction="outbound" editable />,
        },
        { id: 'tags', label: 'Tags', content: <TagsTab id={id} tags={group.Tags} /> },
      ]}
    />
  )
}
