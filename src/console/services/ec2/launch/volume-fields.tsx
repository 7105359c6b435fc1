import type { Image, VolumeType } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import type { LaunchVolume } from './launch-form.ts'
import { takesIops } from './requests.ts'
import './volume-fields.css'

const types: { value: VolumeType; label: string; description: string }[] = [
  { value: 'gp3', label: 'gp3', description: 'General purpose SSD (gp3)' },
  { value: 'gp2', label: 'gp2', description: 'General purpose SSD (gp2)' },
  { value: 'io1', label: 'io1', description: 'Provisioned IOPS SSD (io1)' },
  { value: 'io2', label: 'io2', description: 'Provisioned IOPS SSD (io2)' },
  { value: 'sc1', label: 'sc1', description: 'Cold HDD (sc1)' },
  { value: 'st1', label: 'st1', description: 'Throughput optimized HDD (st1)' },
  { value: 'standard', label: 'standard', description: 'Magnetic (standard)' },
]

/** AWS boots from solid state disks and magnetic ones, not from those that are made for long reads. */
const bootable = (type: VolumeType) => type !== 'st1' && type !== 'sc1'

interface VolumeFieldsProps {
  volume: LaunchVolume
  image: Image | undefined
  onChange: (volume: LaunchVolume) => void
  onRemove?: () => void
}

/** "1x 8 GiB gp3 Root volume", and what else there is to say about a volume. */
export function VolumeFields({ volume, image, onChange, onRemove }: VolumeFieldsProps) {
  const set = (member: Partial<LaunchVolume>) => onChange({ ...volume, ...member })
  const what = volume.device ? 'EBS volume' : 'Root volume'
  const label = volume.device ? `${what} ${volume.device}` : what
  const offered = volume.device ? types : types.filter(({ value }) => bootable(value))
  return (
    <div>
      <div className="volume-line">
        <Box>1x</Box>
        <Input
          type="number"
          inputMode="numeric"
          ariaLabel={`Size (GiB) of ${label}`}
          value={Number.isNaN(volume.size) ? '' : String(volume.size)}
          onChange={({ detail }) => set({ size: Number.parseInt(detail.value, 10) })}
        />
        <Box>GiB</Box>
        <Select
          ariaLabel={`Volume type of ${label}`}
          selectedOption={types.find(({ value }) => value === volume.type)!}
          options={offered}
          onChange={({ detail }) => set(ofType(detail.selectedOption.value as VolumeType))}
        />
        <Box>
          {what}
          {volume.iops && takesIops(volume.type) ? `, ${volume.iops} IOPS` : ''}, Not encrypted
        </Box>
        {onRemove && (
          <Button ariaLabel={`Remove ${label}`} onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
      <ExpandableSection headerText="Details" headingTagOverride="h3">
        <ColumnLayout columns={4}>
          <FormField label="Device name">
            <Input value={volume.device ?? image?.RootDeviceName ?? ''} readOnly />
          </FormField>
          <NumberField
            label="IOPS"
            value={volume.iops}
            disabled={!takesIops(volume.type)}
            onChange={(iops) => set({ iops })}
          />
          <NumberField
            label="Throughput"
            value={volume.throughput}
            disabled={volume.type !== 'gp3'}
            onChange={(throughput) => set({ throughput })}
          />
          <FormField label="Termination">
            <Checkbox
              checked={volume.deleteOnTermination}
              onChange={({ detail }) => set({ deleteOnTermination: detail.checked })}
            >
              Delete on termination
            </Checkbox>
          </FormField>
        </ColumnLayout>
      </ExpandableSection>
    </div>
  )
}

/** What a type takes by itself, and what it must be given. */
const ofType = (type: VolumeType): Partial<LaunchVolume> => ({
  type,
  iops: takesIops(type) ? (type === 'gp3' ? 3000 : 100) : undefined,
  throughput: type === 'gp3' ? 125 : undefined,
})

interface NumberFieldProps {
  label: string
  value: number | undefined
  disabled: boolean
  onChange: (value: number | undefined) => void
}

function NumberField({ label, value, disabled, onChange }: NumberFieldProps) {
  return (
    <FormField label={label}>
      <Input
        type="number"
        inputMode="numeric"
        disabled={disabled}
        value={value === undefined || disabled ? '' : String(value)}
        onChange={({ detail }) => onChange(Number.parseInt(detail.value, 10) || undefined)}
      />
    </FormField>
  )
}
