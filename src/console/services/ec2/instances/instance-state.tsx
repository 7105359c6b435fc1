import type { Instance, InstanceStateName } from '@aws-sdk/client-ec2'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'

const looks: Record<InstanceStateName, [StatusIndicatorProps.Type, string]> = {
  pending: ['pending', 'Pending'],
  running: ['success', 'Running'],
  stopping: ['pending', 'Stopping'],
  stopped: ['stopped', 'Stopped'],
  'shutting-down': ['pending', 'Shutting-down'],
  terminated: ['stopped', 'Terminated'],
}

export const stateText = ({ State }: Instance): string => (State?.Name ? looks[State.Name][1] : '')

export function InstanceState({ instance }: { instance: Instance }) {
  const name = instance.State?.Name
  if (!name) return '–'
  const [type, text] = looks[name]
  return (
    <StatusIndicator type={type} {...(name === 'terminated' && { colorOverride: 'red' })}>
      {text}
    </StatusIndicator>
  )
}
