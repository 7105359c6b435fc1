import type { SecurityGroup } from '@aws-sdk/client-ec2'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { paths, useGo } from '../../../place/index.ts'
import { ManageTagsModal } from '../tags/index.ts'
import { DeleteGroups } from './delete-groups.tsx'

interface GroupActionsProps {
  groups: readonly SecurityGroup[]
  /** On the group's own page there is nothing more to view. */
  details?: boolean
  onDeleted?: () => void
}

export function GroupActions({ groups, details = true, onDeleted }: GroupActionsProps) {
  const go = useGo()
  const [asking, setAsking] = useState<'tags' | 'delete'>()
  const [one] = groups.length === 1 ? groups : []
  const close = () => setAsking(undefined)
  return (
    <>
      <ButtonDropdown
        expandToViewport
        disabled={groups.length === 0}
        items={[
          ...(details ? [{ id: 'details', text: 'View details', disabled: !one }] : []),
          { id: 'inbound', text: 'Edit inbound rules', disabled: !one },
          { id: 'outbound', text: 'Edit outbound rules', disabled: !one },
          { id: 'tags', text: 'Manage tags', disabled: !one },
          { id: 'delete', text: 'Delete security groups' },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'details') go(paths.securityGroup(one!.GroupId!))
          else if (detail.id === 'inbound' || detail.id === 'outbound')
            go(paths.editRules(one!.GroupId!, detail.id))
          else setAsking(detail.id as 'tags' | 'delete')
        }}
      >
        Actions
      </ButtonDropdown>
      {asking === 'tags' && one && (
        <ManageTagsModal id={one.GroupId!} tags={one.Tags ?? []} onClose={close} />
      )}
      {asking === 'delete' && <DeleteGroups groups={groups} onClose={close} onDeleted={onDeleted} />}
    </>
  )
}
