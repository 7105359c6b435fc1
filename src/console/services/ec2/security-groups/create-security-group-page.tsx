import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { FormPage } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref } from '../../../place/index.ts'
import { useDefaultVpc, useVpcs } from '../queries.ts'
import { TagsEditor } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { emptyGroup, groupProblems, type NewGroup } from './new-group.ts'
import { RuleRows } from './rule-rows.tsx'
import { useCreateGroup } from './use-create-group.ts'

export function CreateSecurityGroupPage() {
  const go = useGo()
  const href = useHref()
  const [group, setGroup] = useState(emptyGroup)
  const [tried, setTried] = useState(false)
  const vpcId = useDefaultVpc()?.VpcId
  const create = useCreateGroup()
  const problems = groupProblems(group)
  const set = (members: Partial<NewGroup>) => setGroup((before) => ({ ...before, ...members }))
  const submit = async () => {
    setTried(true)
    if (problems.name || problems.description || problems.rules) return
    const created = await create.run({ ...group, vpcId: group.vpcId ?? vpcId })
    if (created) go(paths.securityGroup(created.id))
  }
  return (
    <Page
      title="Create security group"
      service="EC2"
      crumbs={trails.securityGroups('Create security group')}
      contentType="form"
    >
      <FormPage
        title="Create security group"
        description="A security group acts as a virtual firewall for your instance to control inbound and outbound traffic. To create a new security group, complete the fields below."
        submit="Create security group"
        pending={create.pending}
        onSubmit={() => void submit()}
        cancelHref={href(paths.securityGroups)}
      >
        <Container header={<Header variant="h2">Basic details</Header>}>
          <SpaceBetween size="l">
            <FormField
              label="Security group name"
              constraintText="Name cannot be edited after creation."
              errorText={tried && problems.name}
            >
              <Input
                value={group.name}
                placeholder="MyWebServerGroup"
                autoComplete={false}
                spellcheck={false}
                onChange={({ detail }) => set({ name: detail.value })}
              />
            </FormField>
            <FormField label="Description" errorText={tried && problems.description}>
              <Input
                value={group.description}
                placeholder="Allows SSH access to developers"
                onChange={({ detail }) => set({ description: detail.value })}
              />
            </FormField>
            <FormField label="VPC">
              <VpcSelect value={group.vpcId ?? vpcId} onChange={(chosen) => set({ vpcId: chosen })} />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Inbound rules</Header>}>
          <RuleRows
            direction="inbound"
            rows={group.inbound}
            tried={tried}
            onChange={(inbound) => set({ inbound })}
          />
        </Container>
        <Container header={<Header variant="h2">Outbound rules</Header>}>
          <RuleRows
            direction="outbound"
            rows={group.outbound}
            tried={tried}
            onChange={(outbound) => set({ outbound })}
          />
        </Container>
        <Container
          header={
            <Header
              variant="h2"
              description="A tag is a label that you assign to an AWS resource. Each tag consists of a key and an optional value."
            >
              Tags - optional
            </Header>
          }
        >
          <TagsEditor tags={group.tags} onChange={(tags) => set({ tags })} />
        </Container>
      </FormPage>
    </Page>
  )
}

function VpcSelect({ value, onChange }: { value: string | undefined; onChange: (id: string) => void }) {
  const vpcs = useVpcs()
  const options = vpcs.map(({ VpcId, IsDefault, CidrBlock }) => ({
    value: VpcId!,
    label: `${VpcId}${IsDefault ? ' (default)' : ''}`,
    ...(CidrBlock && { description: CidrBlock }),
  }))
  return (
    <Select
      options={options}
      selectedOption={options.find((option) => option.value === value) ?? null}
      placeholder="Select a VPC"
      onChange={({ detail }) => onChange(detail.selectedOption.value!)}
    />
  )
}
