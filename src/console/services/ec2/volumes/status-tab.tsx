import type { Volume, VolumeAttachmentState } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { Fields, timestamp } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { VolumeState } from './volume-state.tsx'

const looks: Record<VolumeAttachmentState, [StatusIndicatorProps.Type, string]> = {
  attaching: ['pending', 'Attaching'],
  attached: ['success', 'Attached'],
  detaching: ['pending', 'Detaching'],
  detached: ['stopped', 'Detached'],
  busy: ['warning', 'Busy'],
}

/** What the volume is doing, and where it is attached since when. */
export function StatusTab({ volume }: { volume: Volume }) {
  const href = useHref()
  const attachments = volume.Attachments ?? []
  return (
    <SpaceBetween size="l">
      <Fields items={[['Volume state', <VolumeState key="state" volume={volume} />]]} />
      {attachments.length === 0 && (
        <Box color="text-body-secondary">The volume is not attached to an instance.</Box>
      )}
      {attachments.map((attachment) => {
        const [type, text] = looks[attachment.State ?? 'attached']
        return (
          <Fields
            key={attachment.InstanceId}
            columns={4}
            items={[
              [
                'Instance ID',
                <Link key="instance" href={href(paths.instance(attachment.InstanceId!))}>
                  {attachment.InstanceId}
                </Link>,
              ],
              ['Device name', attachment.Device],
              [
                'Attachment status',
                <StatusIndicator key="state" type={type}>
                  {text}
                </StatusIndicator>,
              ],
              ['Attachment time', timestamp(attachment.AttachTime)],
              ['Delete on termination', attachment.DeleteOnTermination ? 'Yes' : 'No'],
            ]}
          />
        )
      })}
    </SpaceBetween>
  )
}
