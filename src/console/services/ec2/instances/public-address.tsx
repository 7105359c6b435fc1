import type { Instance } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Fragment } from 'react'
import { Copyable } from '../../../elements/index.ts'
import { useDock } from '../../../dock/index.ts'

/** The public address, and AWS's "open address" beside it: here it opens in the browser pane. */
export function PublicAddress({ instance, of = 'address' }: { instance: Instance; of?: 'address' | 'name' }) {
  const showBrowser = useDock((state) => state.showBrowser)
  const value = of === 'address' ? instance.PublicIpAddress : instance.PublicDnsName
  if (!value) return '–'
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Copyable text={value} label={of === 'address' ? 'Public IPv4 address' : 'Public DNS'}>
        {breakable(value)}
      </Copyable>
      <Button variant="inline-link" onClick={() => showBrowser(`http://${value}/`)}>
        open address
      </Button>
    </SpaceBetween>
  )
}

/** A long name breaks before a part of it, not within one. */
const breakable = (name: string) =>
  name.split(/(?=\.[a-z])/).map((part) => (
    <Fragment key={part}>
      <wbr />
      {part}
    </Fragment>
  ))
