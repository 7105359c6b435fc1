import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { useState } from 'react'
import { CreateKeyPairModal } from '../key-pairs/index.ts'
import './key-pair-section.css'
import type { SectionProps } from './section-props.ts'

const without: SelectProps.Option = {
  value: '',
  label: 'Proceed without a key pair (Not recommended)',
  labelTag: 'Default value',
}

export function KeyPairSection({ form, change, choices, problems }: SectionProps) {
  const [creating, setCreating] = useState(false)
  const { keyPairs } = choices
  const options = [
    without,
    ...keyPairs.items.map(({ KeyName, KeyType }) => ({
      value: KeyName!,
      label: KeyName!,
      description: `Type: ${KeyType}`,
    })),
  ]
  const selected = options.find(({ value }) => value === form.keyName)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="You can use a key pair to securely connect to your instance. Ensure that you have access to the selected key pair before you launch the instance."
        >
          Key pair (login)
        </Header>
      }
    >
      <FormField
        label={
          <>
            Key pair name - <i>required</i>
          </>
        }
        stretch
        errorText={problems.keyName}
      >
        <div className="key-pair-choice">
          <Select
            // A pair that was made a moment ago may not be in the list yet.
            selectedOption={selected ?? (form.keyName ? { value: form.keyName, label: form.keyName } : null)}
            options={options}
            placeholder="Select"
            filteringType="auto"
            filteringAriaLabel="Find a key pair"
            onChange={({ detail }) => change({ keyName: detail.selectedOption.value! })}
          />
          <Button iconName="key" onClick={() => setCreating(true)}>
            Create new key pair
          </Button>
        </div>
      </FormField>
      {creating && (
        <CreateKeyPairModal onCreated={(keyName) => change({ keyName })} onClose={() => setCreating(false)} />
      )}
    </Container>
  )
}
