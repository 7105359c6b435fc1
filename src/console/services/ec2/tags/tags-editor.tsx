import type { Tag } from '@aws-sdk/client-ec2'
import AttributeEditor, { type AttributeEditorProps } from '@cloudscape-design/components/attribute-editor'
import Input from '@cloudscape-design/components/input'

const limit = 50

interface TagsEditorProps {
  tags: readonly Tag[]
  onChange: (tags: Tag[]) => void
}

export function TagsEditor({ tags, onChange }: TagsEditorProps) {
  const set = (at: number, member: Partial<Tag>) =>
    onChange(tags.map((tag, n) => (n === at ? { ...tag, ...member } : tag)))
  return (
    <AttributeEditor
      items={tags}
      addButtonText="Add tag"
      removeButtonText="Remove"
      empty="No tags associated with the resource."
      disableAddButton={tags.length >= limit}
      additionalInfo={`You can add up to ${limit - tags.length} more tags.`}
      onAddButtonClick={() => onChange([...tags, { Key: '', Value: '' }])}
      onRemoveButtonClick={({ detail }) => onChange(tags.filter((_, n) => n !== detail.itemIndex))}
      definition={fields(tags, set)}
    />
  )
}

const fields = (
  tags: readonly Tag[],
  set: (at: number, member: Partial<Tag>) => void,
): AttributeEditorProps.FieldDefinition<Tag>[] => [
  {
    label: 'Key',
    errorText: ({ Key }, at) =>
      Key && tags.findIndex((tag) => tag.Key === Key) !== at
        ? 'You must specify a unique tag key.'
        : undefined,
    control: ({ Key = '' }, at) => (
      <Input value={Key} placeholder="Enter key" onChange={({ detail }) => set(at, { Key: detail.value })} />
    ),
  },
  {
    label: 'Value - optional',
    control: ({ Value = '' }, at) => (
      <Input
        value={Value}
        placeholder="Enter value"
        onChange={({ detail }) => set(at, { Value: detail.value })}
      />
    ),
  },
]

/** The tags that a request carries: rows without a key were never filled in. */
export const filledIn = (tags: readonly Tag[]): Tag[] => tags.filter(({ Key }) => Key)
