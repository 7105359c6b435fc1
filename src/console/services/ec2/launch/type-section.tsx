import type { InstanceTypeInfo } from '@aws-sdk/client-ec2'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import type { SectionProps } from './section-props.ts'

const optionOf = ({ InstanceType, FreeTierEligible, ...type }: InstanceTypeInfo) => ({
  value: InstanceType!,
  label: InstanceType!,
  description: [
    `Family: ${InstanceType!.split('.')[0]}`,
    `${type.VCpuInfo?.DefaultVCpus} vCPU`,
    `${(type.MemoryInfo?.SizeInMiB ?? 0) / 1024} GiB Memory`,
    `Current generation: ${type.CurrentGeneration}`,
  ].join(' · '),
  ...(FreeTierEligible && { labelTag: 'Free tier eligible' }),
})

export function TypeSection({ form, change, choices }: SectionProps) {
  const options = choices.types.map(optionOf)
  return (
    <Container header={<Header variant="h2">Instance type</Header>}>
      <FormField label="Instance type" stretch>
        <Select
          selectedOption={options.find(({ value }) => value === form.type) ?? { value: form.type }}
          options={options}
          triggerVariant="option"
          filteringType="auto"
          filteringAriaLabel="Find an instance type"
          statusType={options.length > 0 ? 'finished' : 'loading'}
          loadingText="Loading instance types"
          onChange={({ detail }) => change({ type: detail.selectedOption.value! })}
        />
      </FormField>
    </Container>
  )
}
