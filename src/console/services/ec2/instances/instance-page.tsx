import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from 'react-router-dom'
import { Actions, Fields, Loading, Problem } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { useInstances } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { InstanceActions } from './instance-actions.tsx'
import { InstanceTabs } from './instance-tabs.tsx'
import { summaryFields } from './summary-fields.tsx'

export function InstancePage() {
  const { id = '' } = useParams()
  const query = useInstances(id)
  const instance = query.items[0]
  return (
    <Page title={`Instance details for ${id}`} service="EC2" crumbs={trails.instances(id)}>
      {!instance && (query.error ? <Problem query={query} /> : <Loading text="Loading the instance" />)}
      {instance && (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            actions={
              <Actions>
                <InstanceActions instances={[instance]} details={false} />
              </Actions>
            }
          >
            Instance summary for {idWithName(id, nameOf(instance))}
          </Header>
          <Container>
            <Fields items={summaryFields(instance)} />
          </Container>
          <InstanceTabs instance={instance} variant="container" />
        </SpaceBetween>
      )}
    </Page>
  )
}
