import type { Tag } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { dash } from '../../../elements/index.ts'
import { ManageTagsModal } from './manage-tags-modal.tsx'

/** The tags of one resource, and the way to change them. */
export function TagsTab({ id, tags = [] }: { id: string; tags: Tag[] | undefined }) {
  const [managing, setManaging] = useState(false)
  return (
    <>
      <Table
        variant="borderless"
        items={tags}
        trackBy="Key"
        header={
          <Header
            variant="h3"
            counter={`(${tags.length})`}
            actions={<Button onClick={() => setManaging(true)}>Manage tags</Button>}
          >
            Tags
          </Header>
        }
        empty={<Box color="inherit">No tags found</Box>}
        ariaLabels={{ tableLabel: 'Tags' }}
        columnDefinitions={[
          { id: 'key', header: 'Key', cell: ({ Key }) => Key, isRowHeader: true },
          { id: 'value', header: 'Value', cell: ({ Value }) => dash(Value) },
        ]}
      />
      {managing && <ManageTagsModal id={id} tags={tags} onClose={() => setManaging(false)} />}
    </>
  )
}
