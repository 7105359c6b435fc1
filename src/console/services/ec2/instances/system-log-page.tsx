import './system-log-page.css'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from 'react-router-dom'
import { useQuery } from '../../../data/index.ts'
import { Loading, Problem, timestamp } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { trails } from '../trail.ts'

/** EC2 hands the console's output over in base64. */
const decoded = (output: string): string => {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(output), (character) => character.charCodeAt(0)))
  } catch {
    return output
  }
}

export function SystemLogPage() {
  const { id = '' } = useParams()
  const query = useQuery('ec2', 'GetConsoleOutput', { InstanceId: id, Latest: true }, ['ec2.instance'])
  const text = decoded(query.data?.Output ?? '')
  return (
    <Page title="Get system log" service="EC2" crumbs={trails.instances(id, 'Get system log')}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description={query.data?.Timestamp && `Read at ${timestamp(query.data.Timestamp)}`}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="refresh"
                ariaLabel="Refresh log"
                loading={query.refreshing}
                onClick={query.refresh}
              />
              {text && (
                <CopyToClipboard
                  textToCopy={text}
                  copyButtonText="Copy log"
                  copySuccessText="Log copied"
                  copyErrorText="The browser did not let it be copied"
                />
              )}
            </SpaceBetween>
          }
        >
          System log of {id}
        </Header>
        <Problem query={query} />
        {query.loading && <Loading text="Reading the log" />}
        {query.data && (
          <Container>
            {text ? (
              <pre className="system-log">{text}</pre>
            ) : (
              <Box color="text-body-secondary">
                There is no log data yet: an instance writes it while it boots.
              </Box>
            )}
          </Container>
        )}
      </SpaceBetween>
    </Page>
  )
}
