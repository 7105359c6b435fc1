import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from 'react-router-dom'
import { Loading, Problem } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo } from '../../../place/index.ts'
import { useSnapshot } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { SnapshotActions } from './snapshot-actions.tsx'
import { SnapshotFields } from './snapshot-fields.tsx'
import { SnapshotTabs } from './snapshot-tabs.tsx'

export function SnapshotPage() {
  const { id = '' } = useParams()
  const go = useGo()
  const query = useSnapshot(id)
  const snapshot = query.items[0]
  return (
    <Page title={`Snapshot details for ${id}`} service="EC2" crumbs={trails.snapshots(id)}>
      {!snapshot && (query.error ? <Problem query={query} /> : <Loading text="Loading the snapshot" />)}
      {snapshot && (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            actions={
              <SnapshotActions snapshots={[snapshot]} details={false} onDeleted={() => go(paths.snapshots)} />
            }
          >
            {idWithName(id, nameOf(snapshot))}
          </Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <SnapshotFields snapshot={snapshot} />
          </Container>
          <SnapshotTabs snapshot={snapshot} variant="container" />
        </SpaceBetween>
      )}
    </Page>
  )
}
