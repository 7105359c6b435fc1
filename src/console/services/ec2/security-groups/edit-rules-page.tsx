import type { SecurityGroup, SecurityGroupRule } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { useParams } from 'react-router-dom'
import { useAction } from '../../../data/index.ts'
import { FormPage, Loading, Problem } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref } from '../../../place/index.ts'
import { useSecurityGroupRules, useSecurityGroups } from '../queries.ts'
import { trails } from '../trail.ts'
import { PreviewChanges } from './preview-changes.tsx'
import { type Direction, problemsOf, rowOf } from './rule-row.ts'
import { RuleRows } from './rule-rows.tsx'
import { saveRules } from './save-rules.ts'

const words = {
  inbound: {
    title: 'Edit inbound rules',
    section: 'Inbound rules',
    description: 'Inbound rules control the incoming traffic that’s allowed to reach the instance.',
    done: 'Inbound security group rules successfully modified on security group',
  },
  outbound: {
    title: 'Edit outbound rules',
    section: 'Outbound rules',
    description: 'Outbound rules control the outgoing traffic that’s allowed to leave the instance.',
    done: 'Outbound security group rules successfully modified on security group',
  },
} as const

export function EditRulesPage({ direction }: { direction: Direction }) {
  const { id = '' } = useParams()
  const { title } = words[direction]
  const group = useSecurityGroups(id)
  const rules = useSecurityGroupRules(id)
  const failed = [group, rules].find(({ error }) => error)
  const [one] = group.items
  return (
    <Page title={title} service="EC2" crumbs={trails.securityGroups(id, title)} contentType="form">
      {failed && <Problem query={failed} />}
      {!failed && (!one || rules.loading) && <Loading text="Loading the rules" />}
      {!failed && one && !rules.loading && (
        <EditRules
          key={id + direction}
          group={one}
          direction={direction}
          rules={rules.items.filter(({ IsEgress }) => IsEgress === (direction === 'outbound'))}
        />
      )}
    </Page>
  )
}

interface EditRulesProps {
  group: SecurityGroup
  direction: Direction
  rules: readonly SecurityGroupRule[]
}

/** The rows begin as the rules are when the page opens: what others change meanwhile does not move them. */
function EditRules({ group, direction, rules }: EditRulesProps) {
  const go = useGo()
  const href = useHref()
  const { title, section, description, done } = words[direction]
  const id = group.GroupId!
  const [before] = useState(rules)
  const [rows, setRows] = useState(() => rules.map(rowOf))
  const [tried, setTried] = useState(false)
  const [previewing, setPreviewing] = useState(false)
  const save = useAction(
    {
      failure: 'Failed to modify the security group rules',
      success: () => ({ text: `${done} (${id} | ${group.GroupName})` }),
    },
    async (doing) => {
      await saveRules(doing, id, direction, before, rows)
      return true
    },
  )
  const submit = async () => {
    setTried(true)
    if (rows.some((row) => Object.keys(problemsOf(row, rows, direction)).length > 0)) return
    if (await save.run()) go(paths.securityGroup(id))
  }
  return (
    <FormPage
      title={title}
      description={description}
      submit="Save rules"
      pending={save.pending}
      onSubmit={() => void submit()}
      cancelHref={href(paths.securityGroup(id))}
      actions={
        <Button formAction="none" onClick={() => setPreviewing(true)}>
          Preview changes
        </Button>
      }
    >
      <Container header={<Header variant="h2">{section}</Header>}>
        <RuleRows direction={direction} rows={rows} onChange={setRows} tried={tried} />
      </Container>
      {previewing && (
        <PreviewChanges
          direction={direction}
          before={before}
          rows={rows}
          onClose={() => setPreviewing(false)}
        />
      )}
    </FormPage>
  )
}
