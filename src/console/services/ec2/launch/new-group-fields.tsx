import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { home } from '#host/client'
import type { NewGroup, SshSource } from './launch-form.ts'
import './new-group-fields.css'
import { groupIdentity } from './requests.ts'
import type { SectionProps } from './section-props.ts'

const sources: { value: SshSource; label: string; description: string }[] = [
  { value: 'anywhere', label: 'Anywhere', description: '0.0.0.0/0' },
  { value: 'custom', label: 'Custom', description: 'A range of addresses' },
  { value: 'mine', label: 'My IP', description: `${home.router}/32` },
]

interface NewGroupFieldsProps extends SectionProps {
  group: NewGroup
  openedAt: Date
  editing: boolean
}

/** The group that the launch makes: what it lets in, and, when edited, its name. */
export function NewGroupFields({ group, openedAt, editing, change, choices, problems }: NewGroupFieldsProps) {
  const set = (member: Partial<NewGroup>) => change({ groups: { ...group, ...member } })
  const identity = groupIdentity(group, {
    groups: choices.groups.items,
    vpcId: choices.vpc?.VpcId ?? '',
    openedAt,
  })
  const open = (group.ssh && group.sshSource === 'anywhere') || group.https || group.http
  return (
    <SpaceBetween size="m">
      {editing ? (
        <SpaceBetween size="m">
          <FormField label="Security group name" stretch>
            <Input
              value={identity.GroupName}
              autoComplete={false}
              onChange={({ detail }) => set({ name: detail.value })}
            />
          </FormField>
          <FormField label="Description" stretch>
            <Input
              value={identity.Description}
              autoComplete={false}
              onChange={({ detail }) => set({ description: detail.value })}
            />
          </FormField>
        </SpaceBetween>
      ) : (
        <Box>
          We’ll create a new security group called ‘<b>{identity.GroupName}</b>’ with the following rules:
        </Box>
      )}
      <div className="ssh-rule">
        <Checkbox
          checked={group.ssh}
          description="Helps you connect to your instance"
          onChange={({ detail }) => set({ ssh: detail.checked })}
        >
          Allow SSH traffic from
        </Checkbox>
        <Select
          ariaLabel="Allow SSH traffic from"
          disabled={!group.ssh}
          selectedOption={sources.find(({ value }) => value === group.sshSource)!}
          options={sources}
          triggerVariant="option"
          onChange={({ detail }) => set({ sshSource: detail.selectedOption.value as SshSource })}
        />
      </div>
      {group.ssh && group.sshSource === 'custom' && (
        <FormField label="Source" errorText={problems.sshCidr}>
          <Input
            value={group.sshCidr}
            placeholder="198.51.100.0/24"
            autoComplete={false}
            onChange={({ detail }) => set({ sshCidr: detail.value })}
          />
        </FormField>
      )}
      <Checkbox
        checked={group.https}
        description="To set up an endpoint, for example when creating a web server"
        onChange={({ detail }) => set({ https: detail.checked })}
      >
        Allow HTTPS traffic from the internet
      </Checkbox>
      <Checkbox
        checked={group.http}
        description="To set up an endpoint, for example when creating a web server"
        onChange={({ detail }) => set({ http: detail.checked })}
      >
        Allow HTTP traffic from the internet
      </Checkbox>
      {open && (
        <Alert type="warning">
          Rules with source of 0.0.0.0/0 allow all IP addresses to access your instance. We recommend setting
          security group rules to allow access from known IP addresses only.
        </Alert>
      )}
    </SpaceBetween>
  )
}
