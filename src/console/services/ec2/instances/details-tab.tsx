import type { Instance } from '@aws-sdk/client-ec2'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Copyable, Fields, timestamp } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { keyNameField, summaryFields } from './summary-fields.tsx'

/** Where the page above tells the summary already, it is left out. */
export function DetailsTab({ instance, summary }: { instance: Instance; summary: boolean }) {
  const href = useHref()
  return (
    <SpaceBetween size="l">
      {summary && (
        <>
          <Header variant="h3">Instance summary</Header>
          <Fields items={summaryFields(instance)} />
        </>
      )}
      <Header variant="h3">Instance details</Header>
      <Fields
        items={[
          ['AMI ID', <Copyable key="ami" text={instance.ImageId} label="AMI ID" />],
          ['Platform details', instance.PlatformDetails],
          ['Launch time', timestamp(instance.LaunchTime)],
          ['Key pair assigned at launch', keyNameField(instance, href(paths.keyPairs))],
          ['Architecture', instance.Architecture],
          ['Root device name', instance.RootDeviceName],
          ['State transition reason', instance.StateTransitionReason],
          ['State transition message', instance.StateReason?.Message],
          ['Reservation placement', instance.Placement?.AvailabilityZone],
        ]}
      />
    </SpaceBetween>
  )
}
