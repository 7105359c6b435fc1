import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { paths, useHref } from '../place/index.ts'

export function WhatThisIs() {
  const href = useHref()
  return (
    <Container header={<Header variant="h2">What this is</Header>}>
      <Box variant="p">
        A practice AWS that runs in this browser tab: no account, no server, no bill. The console, the AWS CLI
        and the machines behind them work together as they do on AWS, down to the blocks on a volume and the
        packets that a security group drops.
      </Box>
      <Box variant="p">
        <b>My laptop</b> is your own computer in it: <i>Terminal</i> at the top opens its shell, and{' '}
        <i>Browser</i> shows what your servers serve. Neither reaches the real internet, and nothing here
        reaches your real computer but the files that you download.
      </Box>
      <Box variant="p">
        What you make stays in this browser. <Link href={href(paths.settings)}>Settings</Link> says what is
        kept where, and how fast AWS’s own delays pass.
      </Box>
    </Container>
  )
}
