import type { SecurityGroupRule } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { Problem } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useSecurityGroupRules } from '../queries.ts'
import { ManageTagsModal } from '../tags/index.ts'
import { ruleColumns } from './rule-columns.tsx'
import type { Direction } from './rule-row.ts'

const titles: Record<Direction, string> = { inbound: 'Inbound rules', outbound: 'Outbound rules' }

interface RulesTableProps {
  groupId: string
  direction: Direction
  /** With the buttons that change the rules. */
  editable?: boolean
}

/** A group's rules in one direction, in AWS's columns. */
export function RulesTable({ groupId, direction, editable = false }: RulesTableProps) {
  const href = useHref()
  const query = useSecurityGroupRules(groupId)
  const rules = query.items.filter(({ IsEgress }) => IsEgress === (direction === 'outbound'))
  const [selected, setSelected] = useState<string>()
  const [tagging, setTagging] = useState(false)
  const one = rules.find(({ SecurityGroupRuleId }) => SecurityGroupRuleId === selected)
  return (
    <>
      <Table
        variant="borderless"
        items={rules}
        trackBy="SecurityGroupRuleId"
        loading={query.loading}
        loadingText="Loading rules"
        resizableColumns
        {...(editable && {
          selectionType: 'single' as const,
          selectedItems: one ? [one] : [],
          onSelectionChange: ({ detail }: { detail: { selectedItems: SecurityGroupRule[] } }) =>
            setSelected(detail.selectedItems[0]?.SecurityGroupRuleId),
        })}
        ariaLabels={{
          tableLabel: titles[direction],
          selectionGroupLabel: 'Rule selection',
          itemSelectionLabel: (_, rule) => `Select ${rule.SecurityGroupRuleId}`,
        }}
        header={
          <Header
            variant="h3"
            counter={`(${rules.length})`}
            actions={
              editable && (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button disabled={!one} onClick={() => setTagging(true)}>
                    Manage tags
                  </Button>
                  <Button href={href(paths.editRules(groupId, direction))}>Edit {direction} rules</Button>
                </SpaceBetween>
              )
            }
          >
            {titles[direction]}
          </Header>
        }
        empty={query.error ? <Problem query={query} /> : <NoRules direction={direction} />}
        columnDefinitions={ruleColumns(direction)}
      />
      {tagging && one && (
        <ManageTagsModal
          id={one.SecurityGroupRuleId!}
          tags={one.Tags ?? []}
          onClose={() => setTagging(false)}
        />
      )}
    </>
  )
}

function NoRules({ direction }: { direction: Direction }) {
  return (
    <Box textAlign="center" color="inherit">
      <Box variant="strong" color="inherit">
        No security group rules found
      </Box>
      <Box variant="p" color="inherit">
        {direction === 'inbound'
          ? 'Nothing may come in: connections to the instances of this group time out.'
          : 'Nothing may go out: the instances of this group reach no one.'}
      </Box>
    </Box>
  )
}
