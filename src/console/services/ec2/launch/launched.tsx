import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { paths, useHref } from '../../../place/index.ts'

/** The page after a launch: where to go on. The flash above it tells the success. */
export function Launched({ ids, onAgain }: { ids: readonly string[]; onAgain: () => void }) {
  const href = useHref()
  const first = ids[0]!
  const steps: readonly [title: string, text: string, action: ReactNode][] = [
    [
      'Connect to your instance',
      'Once your instance is running, log into it from your laptop.',
      <Button key="connect" href={href(paths.connect(first))}>
        Connect to instance
      </Button>,
    ],
    [
      'Follow its start',
      'Watch it become running and pass its status checks.',
      <Button key="view" href={href(paths.instance(first))}>
        View instance
      </Button>,
    ],
    [
      'Launch another one',
      'Instances are charged while they run; in a practice cloud they cost nothing.',
      <Button key="again" onClick={onAgain}>
        Launch more instances
      </Button>,
    ],
  ]
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Next steps</Header>
      <Box>
        {ids.map((id) => (
          <div key={id}>
            <Link href={href(paths.instance(id))}>{id}</Link>
          </div>
        ))}
      </Box>
      <ColumnLayout columns={3}>
        {steps.map(([title, text, action]) => (
          <Container key={title} fitHeight header={<Header variant="h3">{title}</Header>}>
            <SpaceBetween size="m">
              <Box>{text}</Box>
              {action}
            </SpaceBetween>
          </Container>
        ))}
      </ColumnLayout>
      <Box float="right">
        <Button variant="primary" href={href(paths.instances)}>
          View all instances
        </Button>
      </Box>
    </SpaceBetween>
  )
}
