import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Empty } from '../elements/index.ts'
import { paths, useHref } from '../place/index.ts'
import { usePreferences } from '../preferences.ts'

/** Where each service that a page can belong to begins. */
const services: Record<string, { path: string; description: string }> = {
  EC2: { path: paths.ec2, description: 'Virtual servers in the cloud' },
}

export function RecentlyVisited() {
  const href = useHref()
  const recent = usePreferences((state) => state.recent)
  const known = recent.flatMap((name) => (services[name] ? [{ name, ...services[name] }] : []))
  return (
    <Container header={<Header variant="h2">Recently visited</Header>}>
      {known.length === 0 ? (
        <Empty title="No recently visited services" text="Explore one of these services.">
          {Object.entries(services).map(([name, { path }]) => (
            <Link key={name} href={href(path)}>
              {name}
            </Link>
          ))}
        </Empty>
      ) : (
        <SpaceBetween size="s">
          {known.map(({ name, path, description }) => (
            <div key={name}>
              <Link href={href(path)} fontSize="heading-s">
                {name}
              </Link>
              <Box color="text-body-secondary">{description}</Box>
            </div>
          ))}
        </SpaceBetween>
      )}
    </Container>
  )
}
