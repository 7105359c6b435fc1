import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from 'react-router-dom'
import { Loading, Problem } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo } from '../../../place/index.ts'
import { useSecurityGroups } from '../queries.ts'
import { trails } from '../trail.ts'
import { GroupActions } from './group-actions.tsx'
import { GroupFields, GroupTabs } from './group-tabs.tsx'

export function SecurityGroupPage() {
  const { id = '' } = useParams()
  const go = useGo()
  const query = useSecurityGroups(id)
  const group = query.items[0]
  const title = group ? `${id} - ${group.GroupName}` : id
  return (
    <Page title={title} service="EC2" crumbs={trails.securityGroups(title)}>
      {!group && (query.error ? <Problem query={query} /> : <Loading text="Loading the security group" />)}
      {group && (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            actions={
              <GroupActions groups={[group]} details={false} onDeleted={() => go(paths.securityGroups)} />
            }
          >
            {title}
          </Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <GroupFields group={group} />
          </Container>
          <GroupTabs group={group} variant="container" />
        </SpaceBetween>
      )}
    </Page>
  )
}
