import type { Instance } from '@aws-sdk/client-ec2'
import Tabs from '@cloudscape-design/components/tabs'
import { TagsTab } from '../tags/index.ts'
import { DetailsTab } from './details-tab.tsx'
import { NetworkingTab } from './networking-tab.tsx'
import { SecurityTab } from './security-tab.tsx'
import { StatusTab } from './status-tab.tsx'
import { StorageTab } from './storage-tab.tsx'

/** All about one instance: on its page, and in the panel under the list. */
export function InstanceTabs({
  instance,
  variant = 'default',
}: {
  instance: Instance
  variant?: 'default' | 'container'
}) {
  return (
    <Tabs
      variant={variant}
      ariaLabel="About the instance"
      tabs={[
        {
          id: 'details',
          label: 'Details',
          content: <DetailsTab instance={instance} summary={variant === 'default'} />,
        },
        { id: 'status', label: 'Status checks', content: <StatusTab instance={instance} /> },
        { id: 'security', label: 'Security', content: <SecurityTab instance={instance} /> },
        { id: 'networking', label: 'Networking', content: <NetworkingTab instance={instance} /> },
        { id: 'storage', label: 'Storage', content: <StorageTab instance={instance} /> },
        { id: 'tags', label: 'Tags', content: <TagsTab id={instance.InstanceId!} tags={instance.Tags} /> },
      ]}
    />
  )
}
