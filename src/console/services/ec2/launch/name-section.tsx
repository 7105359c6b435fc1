import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { nameOf, TagsEditor } from '../tags/index.ts'
import type { SectionProps } from './section-props.ts'

export function NameSection({ form, change }: SectionProps) {
  const [editing, setEditing] = useState(false)
  const setName = (Value: string) => {
    const others = form.tags.filter(({ Key }) => Key !== 'Name')
    change({ tags: Value ? [{ Key: 'Name', Value }, ...others] : others })
  }
  return (
    <Container header={<Header variant="h2">Name and tags</Header>}>
      {editing ? (
        <TagsEditor tags={form.tags} onChange={(tags) => change({ tags })} />
      ) : (
        <SpaceBetween size="xs">
          <FormField label="Name">
            <Input
              value={nameOf({ Tags: [...form.tags] }) ?? ''}
              placeholder="e.g. My Web Server"
              autoComplete={false}
              onChange={({ detail }) => setName(detail.value)}
            />
          </FormField>
          <Button variant="inline-link" onClick={() => setEditing(true)}>
            Add additional tags
          </Button>
        </SpaceBetween>
      )}
    </Container>
  )
}
