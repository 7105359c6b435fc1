import type { Snapshot, SnapshotState as State } from '@aws-sdk/client-ec2'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'

const looks: Record<State, [StatusIndicatorProps.Type, string]> = {
  pending: ['pending', 'Pending'],
  completed: ['success', 'Completed'],
  error: ['error', 'Error'],
  recoverable: ['stopped', 'Recoverable'],
  recovering: ['pending', 'Recovering'],
}

export const snapshotStateText = ({ State }: Snapshot): string => (State ? looks[State][1] : '')

/** `Available (100%)`, and the percentage of the copy until then. */
export const progressText = ({ State, Progress }: Snapshot): string =>
  State === 'completed' ? 'Available (100%)' : `In progress (${Progress || '0%'})`

export const progressOf = ({ Progress }: Snapshot): number => Number.parseInt(Progress ?? '', 10) || 0

export function SnapshotState({ snapshot }: { snapshot: Snapshot }) {
  if (!snapshot.State) return '–'
  const [type, text] = looks[snapshot.State]
  return <StatusIndicator type={type}>{text}</StatusIndicator>
}

export function SnapshotProgress({ snapshot }: { snapshot: Snapshot }) {
  return (
    <StatusIndicator type={snapshot.State === 'completed' ? 'success' : 'in-progress'}>
      {progressText(snapshot)}
    </StatusIndicator>
  )
}
