import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { Fields } from '../elements/index.ts'
import { useSaveState } from '../frame/index.ts'
import { useStorage } from './use-storage.ts'

/** What is kept, and where. */
export function Kept() {
  const storage = useStorage()
  return (
    <Container header={<Header variant="h2">What is kept, and where</Header>}>
      <SpaceBetween size="m">
        <Box>
          Your account, its volumes and your laptop’s files live in this browser, on this device, and nowhere
          else. Nothing is sent to a server. A private window forgets them when it is closed, and so does
          clearing this site’s data.
        </Box>
        <Fields
          items={[
            ['Last change', <LastChange key="saved" />],
            ['Room taken', storage && `${megabytes(storage.usage)} of about ${megabytes(storage.quota)}`],
            [
              'When room runs out on this device',
              storage &&
                (storage.persisted
                  ? 'The browser keeps this site’s data'
                  : 'The browser may remove this site’s data'),
            ],
          ]}
        />
      </SpaceBetween>
    </Container>
  )
}

function LastChange() {
  const saving = useSaveState()
  if (saving.state === 'failed')
    return <StatusIndicator type="error">Not saved: {saving.reason}</StatusIndicator>
  if (saving.state === 'saving') return <StatusIndicator type="in-progress">Saving</StatusIndicator>
  return <StatusIndicator>Saved</StatusIndicator>
}

const megabytes = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
