import Button from '@cloudscape-design/components/button'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Page } from '../../../frame/index.ts'
import { paths, useHref, useRegion } from '../../../place/index.ts'
import { trails } from '../trail.ts'
import { AccountAttributes } from './account-attributes.tsx'
import { Resources } from './resources.tsx'
import { ServiceHealth } from './service-health.tsx'

export function DashboardPage() {
  const href = useHref()
  const region = useRegion()
  return (
    <Page title="Dashboard" service="EC2" crumbs={trails.dashboard} contentType="dashboard">
      <SpaceBetween size="l">
        <Header variant="h1">EC2 Dashboard</Header>
        <Grid gridDefinition={[{ colspan: { default: 12, m: 8 } }, { colspan: { default: 12, m: 4 } }]}>
          <SpaceBetween size="l">
            <Resources />
            <Container header={<Header variant="h2">Launch instance</Header>}>
              <SpaceBetween size="m">
                <Box>
                  To get started, launch an Amazon EC2 instance, which is a virtual server in the cloud.
                </Box>
                <Button variant="primary" href={href(paths.launch)}>
                  Launch instance
                </Button>
                <Box color="text-body-secondary">
                  Note: Your instances will launch in the {region} region.
                </Box>
              </SpaceBetween>
            </Container>
          </SpaceBetween>
          <SpaceBetween size="l">
            <AccountAttributes />
            <ServiceHealth />
          </SpaceBetween>
        </Grid>
      </SpaceBetween>
    </Page>
  )
}
