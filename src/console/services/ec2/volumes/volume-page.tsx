import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from 'react-router-dom'
import { Loading, Problem } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo } from '../../../place/index.ts'
import { useVolumes } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { VolumeActions } from './volume-actions.tsx'
import { VolumeFields } from './volume-fields.tsx'
import { VolumeTabs } from './volume-tabs.tsx'

export function VolumePage() {
  const { id = '' } = useParams()
  const go = useGo()
  const query = useVolumes(id)
  const volume = query.items[0]
  return (
    <Page title={`Volume details for ${id}`} service="EC2" crumbs={trails.volumes(id)}>
      {!volume && (query.error ? <Problem query={query} /> : <Loading text="Loading the volume" />)}
      {volume && (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            actions={<VolumeActions volumes={[volume]} details={false} onDeleted={() => go(paths.volumes)} />}
          >
            {idWithName(id, nameOf(volume))}
          </Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <VolumeFields volume={volume} />
          </Container>
          <VolumeTabs volume={volume} variant="container" />
        </SpaceBetween>
      )}
    </Page>
  )
}
