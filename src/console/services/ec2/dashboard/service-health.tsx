import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '../../../data/index.ts'
import { Fields } from '../../../elements/index.ts'
import { regionTitle } from '../../../frame/index.ts'
import { useRegion } from '../../../place/index.ts'

export function ServiceHealth() {
  const region = useRegion()
  const { data, error } = useQuery('ec2', 'DescribeAvailabilityZones', {}, [])
  const zones = data?.AvailabilityZones ?? []
  return (
    <Container header={<Header variant="h2">Service health</Header>}>
      <Fields
        columns={1}
        items={[
          ['Region', regionTitle(region)],
          [
            'Status',
            error ? (
              <StatusIndicator type="error">{error.message}</StatusIndicator>
            ) : (
              <StatusIndicator>This service is operating normally</StatusIndicator>
            ),
          ],
          ['Zones', zones.map(({ ZoneName, ZoneId }) => `${ZoneName} (${ZoneId})`).join(', ')],
        ]}
      />
    </Container>
  )
}
