import type { Tag } from '@aws-sdk/client-ec2'
import Input from '@cloudscape-design/components/input'
import type { ResourceColumn } from '../../../elements/index.ts'
import { nameOf } from './name-of.ts'

/** The first column of EC2's lists: the Name, edited in its place. */
export const nameColumn = <T extends { Tags?: Tag[] | undefined }>(): ResourceColumn<T> => ({
  id: 'name',
  header: 'Name',
  text: nameOf,
  width: 180,
  editConfig: {
    ariaLabel: 'Name',
    editIconAriaLabel: 'editable',
    editingCell: (item, { currentValue, setValue }) => (
      <Input
        autoFocus
        ariaLabel="Name"
        value={currentValue ?? nameOf(item) ?? ''}
        onChange={({ detail }) => setValue(detail.value)}
      />
    ),
    validation: (_, value) =>
      String(value ?? '').length > 256 ? 'A name has up to 256 characters.' : undefined,
  },
})
