import type { Tag } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { filledIn, TagsEditor } from './tags-editor.tsx'
import { useSaveTags } from './use-save-tags.ts'

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
    <Modal
      visible
      size="large"
      header={`Manage tags of ${id}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={save.pending} onClick={submit}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <TagsEditor tags={edited} onChange={setEdited} />
    </Modal>
  )
}
