import Checkbox from '@cloudscape-design/components/checkbox'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import type { LaunchForm } from './launch-form.ts'
import type { SectionProps } from './section-props.ts'

const shutdowns: { value: LaunchForm['shutdown']; label: string }[] = [
  { value: 'stop', label: 'Stop' },
  { value: 'terminate', label: 'Terminate' },
]

const versions: { value: LaunchForm['metadataTokens']; label: string }[] = [
  { value: 'required', label: 'V2 only (token required)' },
  { value: 'optional', label: 'V1 and V2 (token optional)' },
]

/** Of AWS's many details those that do something here. */
export function AdvancedSection({ form, change }: SectionProps) {
  return (
    <ExpandableSection variant="container" headerText="Advanced details" headingTagOverride="h2">
      <SpaceBetween size="l">
        <FormField
          label="Shutdown behavior"
          description="What happens when the instance is shut down from within, by the command shutdown."
        >
          <Select
            selectedOption={shutdowns.find(({ value }) => value === form.shutdown)!}
            options={shutdowns}
            onChange={({ detail }) =>
              change({ shutdown: detail.selectedOption.value as LaunchForm['shutdown'] })
            }
          />
        </FormField>
        <FormField label="Metadata version">
          <Select
            selectedOption={versions.find(({ value }) => value === form.metadataTokens)!}
            options={versions}
            onChange={({ detail }) =>
              change({ metadataTokens: detail.selectedOption.value as LaunchForm['metadataTokens'] })
            }
          />
        </FormField>
        <FormField
          label="User data - optional"
          description="Enter a script that root runs at the first boot, or cloud-config."
          stretch
        >
          <Textarea
            value={form.userData}
            placeholder={'#!/bin/bash\ndnf install -y nodejs'}
            rows={8}
            spellcheck={false}
            onChange={({ detail }) => change({ userData: detail.value })}
          />
        </FormField>
        <Checkbox
          checked={form.userDataIsBase64}
          onChange={({ detail }) => change({ userDataIsBase64: detail.checked })}
        >
          User data has already been base64 encoded
        </Checkbox>
      </SpaceBetween>
    </ExpandableSection>
  )
}
