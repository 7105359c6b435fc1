import type { VolumeType } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { changesForType, type NewVolume, type VolumeProblems } from './new-volume.ts'
import { volumeKind, volumeKinds } from './volume-types.ts'

const options = volumeKinds.map(({ type, label }) => ({ value: type, label }))

interface VolumeSettingsProps {
  volume: NewVolume
  onChange: (members: Partial<NewVolume>) => void
  problems: VolumeProblems
}

/** Type, size, IOPS and throughput, with AWS's limits under each. */
export function VolumeSettings({ volume, onChange, problems }: VolumeSettingsProps) {
  const { size, iops, throughput, given } = volumeKind(volume.type)
  const from = given?.(Number(volume.size) || 0)
  return (
    <SpaceBetween size="l">
      <FormField label="Volume type">
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === volume.type)!}
          onChange={({ detail }) => onChange(changesForType(detail.selectedOption.value as VolumeType))}
        />
      </FormField>
      <NumberField
        label="Size (GiB)"
        constraint={`Min: ${size[0]} GiB, Max: ${size[1]} GiB.`}
        value={volume.size}
        problem={problems.size}
        onChange={(value) => onChange({ size: value })}
      />
      {iops ? (
        <NumberField
          label="IOPS"
          constraint={`Min: ${iops[0]} IOPS, Max: ${iops[1]} IOPS.`}
          value={volume.iops}
          problem={problems.iops}
          onChange={(value) => onChange({ iops: value })}
        />
      ) : (
        <Given label="IOPS" text={from?.iops} />
      )}
      {throughput ? (
        <NumberField
          label="Throughput (MiB/s)"
          constraint={`Min: ${throughput[0]} MiB, Max: ${throughput[1]} MiB. Baseline: ${throughput[0]} MiB/s.`}
          value={volume.throughput}
          problem={problems.throughput}
          onChange={(value) => onChange({ throughput: value })}
        />
      ) : (
        <Given label="Throughput (MiB/s)" text={from?.throughput} />
      )}
    </SpaceBetween>
  )
}

interface NumberFieldProps {
  label: string
  constraint: string
  value: string
  problem: string | undefined
  onChange: (value: string) => void
}

function NumberField({ label, constraint, value, problem, onChange }: NumberFieldProps) {
  return (
    <FormField label={label} constraintText={constraint} errorText={problem}>
      <Input type="number" value={value} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  )
}

/** What cannot be chosen. */
function Given({ label, text = 'Not applicable' }: { label: string; text?: string | undefined }) {
  return (
    <FormField label={label}>
      <Box color="text-body-secondary">{text}</Box>
    </FormField>
  )
}
