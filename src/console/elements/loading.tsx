import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'

export function Loading({ text = 'Loading' }: { text?: string }) {
  return (
    <Box padding="xxl" textAlign="center">
      <StatusIndicator type="loading">{text}</StatusIndicator>
    </Box>
  )
}
