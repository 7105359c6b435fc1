import FormField from '@cloudscape-design/components/form-field'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { nameOf } from '../tags/index.ts'
import type { SectionProps } from './section-props.ts'

const noPreference: SelectProps.Option = {
  value: '',
  label: 'No preference',
  description: 'Default subnet in any availability zone',
}
const enable: SelectProps.Option = { value: 'enable', label: 'Enable' }
const disable: SelectProps.Option = { value: 'disable', label: 'Disable' }

/** VPC, subnet and public address, once somebody wants to edit them. */
export function NetworkFields({ form, change, choices: { vpc, subnets } }: SectionProps) {
  const network = {
    value: vpc?.VpcId ?? '',
    label: vpc?.VpcId ?? '',
    description: [vpc && nameOf(vpc), vpc?.CidrBlock].filter(Boolean).join(' · '),
    ...(vpc?.IsDefault && { labelTag: '(default)' }),
  }
  const options = [
    noPreference,
    ...subnets.map(({ SubnetId, AvailabilityZone, CidrBlock, AvailableIpAddressCount }) => ({
      value: SubnetId!,
      label: SubnetId!,
      description: `Availability Zone: ${AvailabilityZone} · CIDR: ${CidrBlock} · IP addresses available: ${AvailableIpAddressCount}`,
    })),
  ]
  return (
    <SpaceBetween size="l">
      <FormField
        label={
          <>
            VPC - <i>required</i>
          </>
        }
        stretch
      >
        <Select selectedOption={network} options={[network]} triggerVariant="option" />
      </FormField>
      <FormField label="Subnet" stretch>
        <Select
          selectedOption={options.find(({ value }) => value === form.subnetId) ?? noPreference}
          options={options}
          triggerVariant="option"
          onChange={({ detail }) => change({ subnetId: detail.selectedOption.value! })}
        />
      </FormField>
      <FormField label="Auto-assign public IP">
        <Select
          selectedOption={form.publicIp ? enable : disable}
          options={[enable, disable]}
          onChange={({ detail }) => change({ publicIp: detail.selectedOption.value === 'enable' })}
        />
      </FormField>
    </SpaceBetween>
  )
}
