import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import type { SectionProps } from './section-props.ts'

/** As many as a network interface takes. */
const most = 5

export function ExistingGroupsField({
  ids,
  change,
  choices: { groups, vpc },
  problems,
}: SectionProps & { ids: readonly string[] }) {
  const options = groups.items
    .filter(({ VpcId }) => VpcId === vpc?.VpcId)
    .map(({ GroupId, GroupName, Description }) => ({
      value: GroupId!,
      label: GroupName!,
      description: `${GroupId} · ${Description}`,
    }))
  return (
    <FormField
      label="Common security groups"
      constraintText={`Up to ${most} security groups.`}
      errorText={problems.groups}
      stretch
    >
      <Multiselect
        placeholder="Select security groups"
        options={options}
        selectedOptions={ids.map(
          (id) => options.find(({ value }) => value === id) ?? { value: id, label: id },
        )}
        filteringType="auto"
        filteringAriaLabel="Find a security group"
        onChange={({ detail }) =>
          change({
            groups: {
              kind: 'existing',
              ids: detail.selectedOptions.map(({ value }) => value!).slice(0, most),
            },
          })
        }
      />
    </FormField>
  )
}
