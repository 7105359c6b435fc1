import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { Problem } from '../../../elements/index.ts'
import { paths, useHref, useRegion } from '../../../place/index.ts'
import { useInstances, useKeyPairs, useSecurityGroups, useSnapshots, useVolumes } from '../queries.ts'
import './resources.css'

/** How many there are of what, each a way to its list. */
export function Resources() {
  const href = useHref()
  const region = useRegion()
  const instances = useInstances()
  const keyPairs = useKeyPairs()
  const groups = useSecurityGroups()
  const snapshots = useSnapshots()
  const volumes = useVolumes()
  const running = instances.items.filter(({ State }) => State?.Name === 'running')
  const queries = [instances, keyPairs, groups, snapshots, volumes]
  const failed = queries.find(({ error }) => error)
  const counts: readonly [title: string, count: number, href: string][] = [
    ['Instances (running)', running.length, href(paths.instances, { filter: 'instanceState=Running' })],
    ['Instances', instances.items.length, href(paths.instances)],
    ['Key pairs', keyPairs.items.length, href(paths.keyPairs)],
    ['Security groups', groups.items.length, href(paths.securityGroups)],
    ['Snapshots', snapshots.items.length, href(paths.snapshots)],
    ['Volumes', volumes.items.length, href(paths.volumes)],
  ]
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              iconName="refresh"
              ariaLabel="Refresh resources"
              loading={queries.some(({ refreshing }) => refreshing)}
              onClick={() => queries.forEach(({ refresh }) => refresh())}
            />
          }
        >
          Resources
        </Header>
      }
    >
      {failed && <Problem query={failed} />}
      <Box margin={{ bottom: 's' }}>
        You are using the following Amazon EC2 resources in the {region} Region:
      </Box>
      <ColumnLayout columns={2}>
        {counts.map(([title, count, to]) => (
          <div key={title} className="resource-count">
            <Link href={to}>{title}</Link>
            <Box variant="span" fontWeight="bold">
              {count}
            </Box>
          </div>
        ))}
      </ColumnLayout>
    </Container>
  )
}
