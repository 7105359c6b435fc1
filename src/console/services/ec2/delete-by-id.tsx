import type { Tag } from '@aws-sdk/client-ec2'
import { type Doing, useAction } from '../../data/index.ts'
import { ConfirmModal } from '../../elements/index.ts'
import { idWithName, nameOf } from './tags/index.ts'

interface DeleteByIdProps<Resource> {
  /** What AWS calls one of them, in small letters; several have an s. */
  noun: string
  warning: string
  resources: readonly Resource[]
  idOf: (resource: Resource) => string
  remove: (call: Doing['call'], id: string) => Promise<unknown>
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

/** The question before resources that are known by their ids are deleted, one after the other. */
export function DeleteById<Resource extends { Tags?: Tag[] | undefined }>(props: DeleteByIdProps<Resource>) {
  const { noun, warning, resources, idOf, remove, onClose, onDeleted } = props
  const several = resources.length > 1
  const ids = resources.map(idOf)
  const nouns = several ? `${noun}s` : noun
  const deletion = useAction(
    {
      failure: `Failed to delete ${noun}`,
      success: () => ({ text: `Successfully deleted ${nouns} ${ids.join(', ')}.` }),
    },
    async ({ call }) => {
      for (const id of ids) await remove(call, id)
      return true
    },
  )
  const confirm = async () => {
    const done = await deletion.run()
    onClose()
    if (done) onDeleted?.()
  }
  return (
    <ConfirmModal
      title={several ? `Delete ${nouns}?` : `Delete ${ids[0]}?`}
      confirm="Delete"
      typed="delete"
      warning={warning}
      pending={deletion.pending}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>{`Are you sure that you want to delete ${several ? 'these' : 'this'} ${nouns}?`}</p>
      <ul>
        {resources.map((resource) => (
          <li key={idOf(resource)}>{idWithName(idOf(resource), nameOf(resource))}</li>
        ))}
      </ul>
    </ConfirmModal>
  )
}
