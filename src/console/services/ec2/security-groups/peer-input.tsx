import Autosuggest from '@cloudscape-design/components/autosuggest'
import { useSecurityGroups } from '../queries.ts'

const blocks = ['0.0.0.0/0', '172.31.0.0/16', '10.0.0.0/8', '192.168.0.0/16', '::/0']

interface PeerInputProps {
  label: string
  value: string
  disabled: boolean
  onChange: (value: string) => void
}

/** A CIDR block, typed or picked, or one of the region's groups. */
export function PeerInput({ label, value, disabled, onChange }: PeerInputProps) {
  const groups = useSecurityGroups().items
  return (
    <Autosuggest
      ariaLabel={label}
      value={value}
      disabled={disabled}
      placeholder="CIDR block or security group"
      enteredTextLabel={(text) => `Use: "${text}"`}
      empty="No matches"
      expandToViewport
      options={[
        { label: 'CIDR blocks', options: blocks.map((block) => ({ value: block })) },
        {
          label: 'Security Groups',
          options: groups.map(({ GroupId, GroupName }) => ({
            value: GroupId!,
            label: `${GroupName} | ${GroupId}`,
          })),
        },
      ]}
      onChange={({ detail }) => onChange(detail.value)}
    />
  )
}
