import type { Tag } from '@aws-sdk/client-ec2'
import { useState } from 'react'
import { filledIn, TagsEditor } from './tags-editor.tsx'
import { useSaveTags } from './use-save-tags.ts'
import { ActionModal } from '../../../elements/index.ts'

interface ManageTagsModalProps {
  id: string
  tags: readonly Tag[]
  onClose: () => void
}

export function ManageTagsModal({ id, tags, onClose }: ManageTagsModalProps) {
  const [edited, setEdited] = useState<readonly Tag[]>(tags)
  const save = useSaveTags()
  const submit = async () => {
    if (await save.run(id, tags, filledIn(edited))) onClose()
  }
  return (
    <ActionModal
      title={`Manage tags of ${id}`}
      size="large"
      action="Save"
      pending={save.pending}
      onAction={() => void submit()}
      onCancel={onClose}
    >
      <TagsEditor tags={edited} onChange={setEdited} />
    </ActionModal>
  )
}
