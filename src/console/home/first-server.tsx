import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { useDock } from '../dock/index.ts'
import { paths, useHref } from '../place/index.ts'

/** The way from nothing to a web page on a server, in the places where each step is done. */
export function FirstServer() {
  const href = useHref()
  const { showTerminal, showBrowser } = useDock()
  const steps: readonly [title: string, text: ReactNode][] = [
    [
      'Launch an instance',
      <>
        <Link href={href(paths.launch)}>Launch an instance</Link> with a new key pair. The key’s{' '}
        <code>.pem</code> file goes to <code>~/Downloads</code> on your laptop.
      </>,
    ],
    [
      'Connect to it',
      <>
        Choose it in the list of <Link href={href(paths.instances)}>instances</Link>, then <b>Connect</b>: the
        page tells the <code>ssh</code> command. Type it in a <Link onFollow={showTerminal}>terminal</Link>.
      </>,
    ],
    [
      'Start a server on it',
      <>
        Install Node.js with <code>sudo dnf install -y nodejs</code>, write an app or clone one, then{' '}
        <code>npm install</code> and <code>npm start</code>.
      </>,
    ],
    [
      'Open its port',
      <>
        A new <Link href={href(paths.securityGroups)}>security group</Link> lets nothing in but SSH: add an
        inbound rule for the port that the app listens on.
      </>,
    ],
    [
      'Visit it',
      <>
        Open <code>http://&lt;public IPv4 address&gt;:&lt;port&gt;</code> in the{' '}
        <Link onFollow={() => showBrowser()}>browser</Link>. When it does not answer, <b>Explain</b> beside
        the address tells why.
      </>,
    ],
    [
      'Keep a copy of its disk',
      <>
        Create a snapshot of its <Link href={href(paths.volumes)}>volume</Link>, break something, and restore
        it from the <Link href={href(paths.snapshots)}>snapshot</Link>.
      </>,
    ],
  ]
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button variant="primary" href={href(paths.launch)}>
              Launch instance
            </Button>
          }
        >
          Launch your first server
        </Header>
      }
    >
      <SpaceBetween size="m">
        {steps.map(([title, text], n) => (
          <div key={title}>
            <Box variant="h4">
              {n + 1}. {title}
            </Box>
            <Box color="text-body-secondary">{text}</Box>
          </div>
        ))}
      </SpaceBetween>
    </Container>
  )
}
