import type { Instance } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { paths, useGo } from '../../../place/index.ts'
import { ManageTagsModal } from '../tags/index.ts'
import { InstanceStateMenu } from './state-changes.tsx'

/** The buttons over a list of instances and over one instance: Connect, Instance state, Actions. */
export function InstanceActions({
  instances,
  details = true,
}: {
  instances: readonly Instance[]
  details?: boolean
}) {
  const go = useGo()
  const [tagging, setTagging] = useState(false)
  const [one] = instances.length === 1 ? instances : []
  const running = one?.State?.Name === 'running'
  const gone = one?.State?.Name === 'terminated'
  return (
    <>
      <Button disabled={!running} onClick={() => go(paths.connect(one!.InstanceId!))}>
        Connect
      </Button>
      <InstanceStateMenu instances={instances} />
      <ButtonDropdown
        expandToViewport
        disabled={instances.length === 0}
        items={[
          { id: 'connect', text: 'Connect', disabled: !running },
          ...(details ? [{ id: 'details', text: 'View details', disabled: !one }] : []),
          {
            text: 'Instance settings',
            items: [{ id: 'tags', text: 'Manage tags', disabled: !one || gone }],
          },
          {
            text: 'Security',
            items: [{ id: 'rules', text: 'Edit inbound rules', disabled: !one?.SecurityGroups?.length }],
          },
          {
            text: 'Monitor and troubleshoot',
            items: [{ id: 'log', text: 'Get system log', disabled: !one || gone }],
          },
        ]}
        expandableGroups
        onItemClick={({ detail }) => {
          const id = one!.InstanceId!
          if (detail.id === 'connect') go(paths.connect(id))
          if (detail.id === 'details') go(paths.instance(id))
          if (detail.id === 'log') go(paths.systemLog(id))
          if (detail.id === 'rules') go(paths.editRules(one!.SecurityGroups![0]!.GroupId!, 'inbound'))
          if (detail.id === 'tags') setTagging(true)
        }}
      >
        Actions
      </ButtonDropdown>
      {tagging && one && (
        <ManageTagsModal id={one.InstanceId!} tags={one.Tags ?? []} onClose={() => setTagging(false)} />
      )}
    </>
  )
}
