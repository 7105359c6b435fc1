import type { Volume } from '@aws-sdk/client-ec2'
import Link from '@cloudscape-design/components/link'
import { paths, useHref } from '../../../place/index.ts'
import { useInstances } from '../queries.ts'
import { nameOf } from '../tags/index.ts'

/** `i-0abc: /dev/xvda (attached)`, for the filter. */
export const attachedText = ({ Attachments = [] }: Volume): string =>
  Attachments.map(({ InstanceId, Device, State }) => `${InstanceId}: ${Device} (${State})`).join(', ')

/** `i-0abc (web): /dev/xvda (attached)`, as AWS writes it. */
export function AttachedResources({ volume }: { volume: Volume }) {
  const href = useHref()
  const instances = useInstances().items
  const attachments = volume.Attachments ?? []
  if (attachments.length === 0) return '–'
  return attachments.map(({ InstanceId, Device, State }) => {
    const name = nameOf(instances.find((instance) => instance.InstanceId === InstanceId) ?? {})
    return (
      <span key={InstanceId}>
        <Link href={href(paths.instance(InstanceId!))}>{InstanceId}</Link>
        {`${name ? ` (${name})` : ''}: ${Device} (${State})`}
      </span>
    )
  })
}
