import Alert from '@cloudscape-design/components/alert'
import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ruleFields } from './rule-fields.tsx'
import { anywhere, type Direction, newRow, problemsOf, type RuleRow } from './rule-row.ts'

const warnings: Record<Direction, string> = {
  inbound:
    'Rules with source of 0.0.0.0/0 or ::/0 allow all IP addresses to access your instance. We recommend setting security group rules to allow access from known IP addresses only.',
  outbound:
    'Rules with destination of 0.0.0.0/0 or ::/0 allow your instances to send traffic to any IPv4 or IPv6 address. We recommend setting security group rules to be more restrictive and to only allow traffic to specific known IP addresses.',
}

const open = ({ peer }: RuleRow) => Object.values<string>(anywhere).includes(peer.trim())

interface RuleRowsProps {
  direction: Direction
  rows: readonly RuleRow[]
  onChange: (rows: RuleRow[]) => void
  /** Problems are told once the learner has tried to save. */
  tried: boolean
}

/** AWS's form of rules: one row each, with a type that fills in protocol and ports. */
export function RuleRows({ direction, rows, onChange, tried }: RuleRowsProps) {
  const fields = ruleFields({
    peerLabel: direction === 'inbound' ? 'Source' : 'Destination',
    set: (at, members) => onChange(rows.map((row, n) => (n === at ? { ...row, ...members } : row))),
    problem: (field) => (row) => (tried ? problemsOf(row, rows, direction)[field] : undefined),
  })
  return (
    <SpaceBetween size="l">
      <AttributeEditor
        items={rows}
        definition={fields}
        addButtonText="Add rule"
        removeButtonText="Delete"
        removeButtonAriaLabel={({ rule }) => `Delete rule ${rule?.SecurityGroupRuleId ?? ''}`.trim()}
        empty={`This security group has no ${direction} rules.`}
        onAddButtonClick={() => onChange([...rows, newRow()])}
        onRemoveButtonClick={({ detail }) => onChange(rows.filter((_, n) => n !== detail.itemIndex))}
        gridLayout={[
          { breakpoint: 's', rows: [[7, 6, 4, 4, 12, 4]], removeButton: { width: 'auto' } },
          {
            breakpoint: 'xs',
            rows: [
              [2, 2, 1, 1],
              [4, 2],
            ],
          },
          { rows: [[1], [1], [1], [1], [1], [1]] },
        ]}
      />
      {rows.some(open) && <Alert type="warning">{warnings[direction]}</Alert>}
    </SpaceBetween>
  )
}
