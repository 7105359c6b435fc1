import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { useState } from 'react'
import { Fields } from '../../../elements/index.ts'
import { ExistingGroupsField } from './existing-groups-field.tsx'
import { newGroup } from './launch-form.ts'
import { NetworkFields } from './network-fields.tsx'
import { NewGroupFields } from './new-group-fields.tsx'
import type { SectionProps } from './section-props.ts'

export function NetworkSection(props: SectionProps & { openedAt: Date }) {
  const { form, change, choices } = props
  const [editing, setEditing] = useState(false)
  const subnet = choices.subnets.find(({ SubnetId }) => SubnetId === form.subnetId)
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            !editing && (
              <Button ariaLabel="Edit network settings" onClick={() => setEditing(true)}>
                Edit
              </Button>
            )
          }
        >
          Network settings
        </Header>
      }
    >
      <SpaceBetween size="l">
        {editing ? (
          <NetworkFields {...props} />
        ) : (
          <Fields
            columns={1}
            items={[
              ['Network', choices.vpc?.VpcId],
              ['Subnet', subnet?.SubnetId ?? 'No preference (Default subnet in any availability zone)'],
              ['Auto-assign public IP', form.publicIp ? 'Enable' : 'Disable'],
            ]}
          />
        )}
        <FormField
          label="Firewall (security groups)"
          description="A security group is a set of firewall rules that control the traffic for your instance. Add rules to allow specific traffic to reach your instance."
          stretch
        >
          <Tiles
            columns={2}
            value={form.groups.kind}
            items={[
              { value: 'new', label: 'Create security group' },
              { value: 'existing', label: 'Select existing security group' },
            ]}
            onChange={({ detail }) =>
              change({ groups: detail.value === 'new' ? newGroup : { kind: 'existing', ids: [] } })
            }
          />
        </FormField>
        {form.groups.kind === 'new' ? (
          <NewGroupFields {...props} group={form.groups} editing={editing} />
        ) : (
          <ExistingGroupsField {...props} ids={form.groups.ids} />
        )}
      </SpaceBetween>
    </Container>
  )
}
