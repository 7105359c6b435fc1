import type { Instance } from '@aws-sdk/client-ec2'
import Autosuggest from '@cloudscape-design/components/autosuggest'
import { freeDeviceNames } from './device-names.ts'

interface DeviceNameInputProps {
  instance: Instance | undefined
  value: string
  onChange: (name: string) => void
}

/** AWS's suggestions, as far as they are free; any other name may be typed. */
export function DeviceNameInput({ instance, value, onChange }: DeviceNameInputProps) {
  const { root, data } = instance ? freeDeviceNames(instance) : { root: undefined, data: [] }
  return (
    <Autosuggest
      ariaLabel="Device name"
      value={value}
      disabled={!instance}
      placeholder={instance ? 'Enter or pick a device name' : 'Select an instance first'}
      enteredTextLabel={(text) => `Use: "${text}"`}
      options={[
        ...(root ? [{ label: 'Reserved for root volume', options: [{ value: root }] }] : []),
        { label: 'Recommended for data volumes', options: data.map((name) => ({ value: name })) },
      ]}
      onChange={({ detail }) => onChange(detail.value)}
    />
  )
}
