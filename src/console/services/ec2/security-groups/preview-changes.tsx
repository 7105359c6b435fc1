import type { SecurityGroupRule } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { dash } from '../../../elements/index.ts'
import { type Direction, type RuleRow, specOfRow } from './rule-row.ts'
import { type RuleSpec, sameSpec, specOf } from './rule-spec.ts'
import { portText, protocolText, typeText } from './rule-words.ts'

interface Change {
  id: string
  removed: boolean
  spec: RuleSpec
}

/** What would be taken away and what would be put in; rows that cannot be read yet are left out. */
const changesOf = (before: readonly SecurityGroupRule[], rows: readonly RuleRow[]): Change[] => {
  const there = before.map((rule) => ({ id: rule.SecurityGroupRuleId!, spec: specOf(rule) }))
  const wanted = rows.flatMap((row) => {
    const spec = specOfRow(row)
    return spec ? [{ id: row.key, spec }] : []
  })
  return [
    ...there
      .filter(({ spec }) => !wanted.some((other) => sameSpec(other.spec, spec)))
      .map((each) => ({ ...each, removed: true })),
    ...wanted
      .filter(({ spec }) => !there.some((other) => sameSpec(other.spec, spec)))
      .map((each) => ({ ...each, id: `+ ${each.id}`, removed: false })),
  ]
}

const columns = (direction: Direction): TableProps.ColumnDefinition<Change>[] => [
  {
    id: 'change',
    header: 'Change',
    cell: ({ removed }) => (
      <StatusIndicator type={removed ? 'error' : 'success'}>{removed ? 'Removed' : 'Added'}</StatusIndicator>
    ),
  },
  { id: 'type', header: 'Type', isRowHeader: true, cell: ({ spec }) => typeText(spec) },
  { id: 'protocol', header: 'Protocol', cell: ({ spec }) => protocolText(spec.protocol) },
  { id: 'ports', header: 'Port range', cell: ({ spec }) => portText(spec) },
  {
    id: 'peer',
    header: direction === 'inbound' ? 'Source' : 'Destination',
    cell: ({ spec }) => dash(spec.peer),
  },
  { id: 'description', header: 'Description', cell: ({ spec }) => dash(spec.description) },
]

interface PreviewChangesProps {
  direction: Direction
  before: readonly SecurityGroupRule[]
  rows: readonly RuleRow[]
  onClose: () => void
}

export function PreviewChanges({ direction, before, rows, onClose }: PreviewChangesProps) {
  return (
    <Modal
      visible
      size="large"
      header="Preview changes"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </Box>
      }
    >
      <Table
        variant="embedded"
        items={changesOf(before, rows)}
        trackBy="id"
        empty={<Box color="inherit">Nothing has been changed.</Box>}
        ariaLabels={{ tableLabel: 'Changes' }}
        columnDefinitions={columns(direction)}
      />
    </Modal>
  )
}
