import type { Snapshot } from '@aws-sdk/client-ec2'
import Select from '@cloudscape-design/components/select'
import { nameOf } from '../tags/index.ts'

const none = { value: '', label: 'Don’t create volume from a snapshot' }

const optionOf = (snapshot: Snapshot) => ({
  value: snapshot.SnapshotId!,
  label: snapshot.SnapshotId!,
  description: [nameOf(snapshot), snapshot.Description].filter(Boolean).join(' · '),
  labelTag: `${snapshot.VolumeSize} GiB`,
  disabled: snapshot.State !== 'completed',
  disabledReason: 'The snapshot is not completed yet.',
})

interface SnapshotSelectProps {
  snapshots: readonly Snapshot[]
  value: string | undefined
  onChange: (id: string | undefined) => void
}

export function SnapshotSelect({ snapshots, value, onChange }: SnapshotSelectProps) {
  const options = [none, ...snapshots.map(optionOf)]
  const selected = options.find((option) => option.value === (value ?? ''))
  return (
    <Select
      options={options}
      // One of Amazon's own has been asked for in the address: it is in nobody's list.
      selectedOption={selected ?? { value: value!, label: value! }}
      filteringType="auto"
      onChange={({ detail }) => onChange(detail.selectedOption.value || undefined)}
    />
  )
}
