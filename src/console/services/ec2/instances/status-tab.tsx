import type { Instance, InstanceStatusSummary } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { Fields } from '../../../elements/index.ts'
import { useInstanceStatuses } from '../queries.ts'

const reachability = (summary: InstanceStatusSummary | undefined, what: string) => {
  const status = summary?.Status
  if (status === 'ok') return <StatusIndicator>{what} reachability check passed</StatusIndicator>
  if (status === 'impaired')
    return <StatusIndicator type="error">{what} reachability check failed</StatusIndicator>
  return <StatusIndicator type="pending">Initializing</StatusIndicator>
}

export function StatusTab({ instance }: { instance: Instance }) {
  const status = useInstanceStatuses().get(instance.InstanceId!)
  if (status?.InstanceState?.Name !== 'running')
    return <Box color="text-body-secondary">Status checks run while the instance is running.</Box>
  return (
    <SpaceBetween size="l">
      <Box>Status checks detect problems that may impair this instance from running your applications.</Box>
      <Fields
        items={[
          ['System status checks', reachability(status.SystemStatus, 'System')],
          ['Instance status checks', reachability(status.InstanceStatus, 'Instance')],
          ['Attached EBS status checks', reachability(status.AttachedEbsStatus, 'Attached EBS')],
        ]}
      />
    </SpaceBetween>
  )
}
