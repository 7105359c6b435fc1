import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { type RuleRow, specOfRow } from './rule-row.ts'
import { ruleType } from './rule-types.ts'
import { icmpOptions, portText, protocolText } from './rule-words.ts'

interface TrafficInputProps {
  row: RuleRow
  onChange: (members: Partial<RuleRow>) => void
}

/** Open only where the type does not say the protocol. */
export function ProtocolInput({ row, onChange }: TrafficInputProps) {
  const { protocol } = ruleType(row.type)
  if (protocol) return <Input ariaLabel="Protocol" value={protocolText(protocol)} disabled />
  return (
    <Input
      ariaLabel="Protocol"
      value={row.protocol}
      placeholder="47"
      inputMode="numeric"
      onChange={({ detail }) => onChange({ protocol: detail.value })}
    />
  )
}

/** Open for custom TCP and UDP; ICMP has kinds of message in the place of ports. */
export function PortsInput({ row, onChange }: TrafficInputProps) {
  const { protocol, ports } = ruleType(row.type)
  if (!ports && protocol?.startsWith('icmp'))
    return <IcmpSelect row={row} protocol={protocol} onChange={onChange} />
  if (!ports && protocol)
    return (
      <Input
        ariaLabel="Port range"
        value={row.ports}
        placeholder="0"
        onChange={({ detail }) => onChange({ ports: detail.value })}
      />
    )
  const spec = specOfRow(row)
  return <Input ariaLabel="Port range" value={spec ? portText(spec) : 'All'} disabled />
}

function IcmpSelect({ row, protocol, onChange }: TrafficInputProps & { protocol: string }) {
  const options = icmpOptions(protocol, row.protocol === '' ? -1 : Number(row.protocol))
  return (
    <Select
      ariaLabel="Port range"
      options={options}
      selectedOption={options.find(({ value }) => value === row.protocol) ?? options[0]!}
      expandToViewport
      // A code belongs to its type: another type begins with all of its codes.
      onChange={({ detail }) => onChange({ protocol: detail.selectedOption.value!, ports: '' })}
    />
  )
}
