import type { SecurityGroup } from '@aws-sdk/client-ec2'
import { useAction } from '../../../data/index.ts'
import { ConfirmModal } from '../../../elements/index.ts'

interface DeleteGroupsProps {
  groups: readonly SecurityGroup[]
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

/** AWS refuses a group that instances or other groups' rules use, and says so. */
export function DeleteGroups({ groups, onClose, onDeleted }: DeleteGroupsProps) {
  const several = groups.length > 1
  const remove = useAction(
    {
      failure: 'Failed to delete security group',
      success: () => ({
        text: several
          ? `Successfully deleted ${groups.length} security groups`
          : `Successfully deleted security group ${groups[0]!.GroupId} | ${groups[0]!.GroupName}`,
      }),
    },
    async ({ call }) => {
      for (const { GroupId } of groups) await call('ec2', 'DeleteSecurityGroup', { GroupId })
      return true
    },
  )
  const confirm = async () => {
    const done = await remove.run()
    onClose()
    if (done) onDeleted?.()
  }
  return (
    <ConfirmModal
      title="Delete security groups"
      confirm="Delete"
      warning="A group cannot be deleted while an instance has it, or while a rule of another group names it."
      pending={remove.pending}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>
        {several
          ? 'Are you sure that you want to delete these security groups?'
          : 'Are you sure that you want to delete this security group?'}
      </p>
      <ul>
        {groups.map(({ GroupId, GroupName }) => (
          <li key={GroupId}>
            {GroupId} - {GroupName}
          </li>
        ))}
      </ul>
    </ConfirmModal>
  )
}
