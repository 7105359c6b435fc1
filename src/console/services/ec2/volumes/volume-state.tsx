import type { Volume, VolumeState as State } from '@aws-sdk/client-ec2'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'

const looks: Record<State, [StatusIndicatorProps.Type, string]> = {
  creating: ['pending', 'Creating'],
  available: ['success', 'Available'],
  'in-use': ['success', 'In-use'],
  deleting: ['pending', 'Deleting'],
  deleted: ['stopped', 'Deleted'],
  error: ['error', 'Error'],
}

export const volumeStateText = ({ State }: Volume): string => (State ? looks[State][1] : '')

export function VolumeState({ volume }: { volume: Volume }) {
  if (!volume.State) return '–'
  const [type, text] = looks[volume.State]
  return (
    <StatusIndicator type={type} {...(volume.State === 'available' && { colorOverride: 'blue' })}>
      {text}
    </StatusIndicator>
  )
}
