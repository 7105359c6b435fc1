import './rule-rows.css'
import type { AttributeEditorProps } from '@cloudscape-design/components/attribute-editor'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { home } from '#host/client'
import { dash } from '../../../elements/index.ts'
import { PeerInput } from './peer-input.tsx'
import { anywhere, type RowProblems, type RuleRow, type SourceType } from './rule-row.ts'
import { ruleType, ruleTypes } from './rule-types.ts'
import { PortsInput, ProtocolInput } from './traffic-inputs.tsx'

const typeOptions = ruleTypes.map(({ id, label }) => ({ value: id, label }))

const sourceOptions: { value: SourceType; label: string }[] = [
  { value: 'custom', label: 'Custom' },
  { value: 'anywhere-ipv4', label: 'Anywhere-IPv4' },
  { value: 'anywhere-ipv6', label: 'Anywhere-IPv6' },
  { value: 'my-ip', label: 'My IP' },
]

const peers: Record<SourceType, string> = { ...anywhere, 'my-ip': `${home.router}/32`, custom: '' }

interface RuleFields {
  /** "Source" or "Destination". */
  peerLabel: string
  set: (at: number, members: Partial<RuleRow>) => void
  problem: (field: keyof RowProblems) => (row: RuleRow) => string | undefined
}

/** The fields of one row, in AWS's order. */
export const ruleFields = ({
  peerLabel,
  set,
  problem,
}: RuleFields): AttributeEditorProps.FieldDefinition<RuleRow>[] => [
  {
    label: <Label text="Security group rule ID" />,
    control: ({ rule }) => <span className="rule-id">{dash(rule?.SecurityGroupRuleId)}</span>,
  },
  {
    label: 'Type',
    control: (row, at) => (
      <Select
        ariaLabel="Type"
        options={typeOptions}
        selectedOption={{ value: row.type, label: ruleType(row.type).label }}
        filteringType="auto"
        expandToViewport
        onChange={({ detail }) => set(at, { type: detail.selectedOption.value!, protocol: '', ports: '' })}
      />
    ),
  },
  {
    label: <Label text="Protocol" />,
    errorText: problem('protocol'),
    control: (row, at) => <ProtocolInput row={row} onChange={(members) => set(at, members)} />,
  },
  {
    label: 'Port range',
    errorText: problem('ports'),
    control: (row, at) => <PortsInput row={row} onChange={(members) => set(at, members)} />,
  },
  {
    label: peerLabel,
    errorText: problem('peer'),
    control: (row, at) => (
      <div className="rule-peer">
        <Select
          ariaLabel={`${peerLabel} type`}
          options={sourceOptions}
          selectedOption={sourceOptions.find(({ value }) => value === row.sourceType)!}
          expandToViewport
          onChange={({ detail }) => {
            const sourceType = detail.selectedOption.value as SourceType
            set(at, { sourceType, peer: peers[sourceType] })
          }}
        />
        <PeerInput
          label={peerLabel}
          value={row.peer}
          disabled={row.sourceType !== 'custom'}
          onChange={(peer) => set(at, { peer })}
        />
      </div>
    ),
  },
  {
    label: <Label text="Description - optional" />,
    errorText: problem('description'),
    control: (row, at) => (
      <Input
        ariaLabel="Description - optional"
        value={row.description}
        onChange={({ detail }) => set(at, { description: detail.value })}
      />
    ),
  },
]

/** In one line, so that the fields of a row stand in one line too. */
function Label({ text }: { text: string }) {
  return <span className="rule-label">{text}</span>
}
