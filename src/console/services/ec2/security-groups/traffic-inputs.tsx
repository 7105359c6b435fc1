import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { type RuleRow, specOfRow } from './rule-row.ts'
import { ruleType } from './rule-types.ts'
import { icmpOptions, portText, protocolText } from './rule-words.ts'

interface TrafficInputProps {
  row: RuleRow
  onChange: (text: string) => void
}

/** Open only where the type does not say the protocol. */
export function ProtocolInput({ row, onChange }: TrafficInputProps) {
  const { protocol, ports } = ruleType(row.type)
  if (!protocol)
    return (
      <Input
        ariaLabel="Protocol"
        value={row.protocol}
        placeholder="0 - 255"
        inputMode="numeric"
        onChange={({ detail }) => onChange(detail.value)}
      />
    )
  if (!ports && protocol.startsWith('icmp')) {
    const options = icmpOptions(protocol, row.protocol === '' ? -1 : Number(row.protocol))
    return (
      <Select
        ariaLabel="Protocol"
        options={options}
        selectedOption={options.find(({ value }) => value === row.protocol) ?? options[0]!}
        expandToViewport
        onChange={({ detail }) => onChange(detail.selectedOption.value!)}
      />
    )
  }
  return <Input ariaLabel="Protocol" value={protocolText(protocol)} disabled />
}

/** Open for custom TCP and UDP. */
export function PortsInput({ row, onChange }: TrafficInputProps) {
  const { protocol, ports } = ruleType(row.type)
  if (!ports && (protocol === 'tcp' || protocol === 'udp'))
    return (
      <Input
        ariaLabel="Port range"
        value={row.ports}
        placeholder="0"
        onChange={({ detail }) => onChange(detail.value)}
      />
    )
  const spec = specOfRow(row)
  const code =
    !ports && protocol?.startsWith('icmp') && spec && spec.to !== -1 ? `Code ${spec.to}` : undefined
  return <Input ariaLabel="Port range" value={code ?? (ports && spec ? portText(spec) : 'All')} disabled />
}
