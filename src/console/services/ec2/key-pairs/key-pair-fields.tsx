import type { KeyType } from '@aws-sdk/client-ec2'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { useDialogFocus } from '../../../elements/index.ts'
import type { NewKeyPair } from './new-key-pair.ts'

interface KeyPairFieldsProps {
  value: NewKeyPair
  onChange: (value: NewKeyPair) => void
  problem: string | undefined
}

/** Name, type and file format, in AWS's words. */
export function KeyPairFields({ value, onChange, problem }: KeyPairFieldsProps) {
  const field = useDialogFocus()
  return (
    <SpaceBetween size="l">
      <FormField
        label="Key pair name"
        constraintText="The name can include up to 255 ASCII characters. It can’t include leading or trailing spaces."
        errorText={problem}
      >
        <Input
          ref={field}
          value={value.name}
          placeholder="Enter key pair name"
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => onChange({ ...value, name: detail.value })}
        />
      </FormField>
      <FormField label="Key pair type">
        <Tiles
          columns={2}
          value={value.type}
          items={[
            { value: 'rsa', label: 'RSA', description: 'RSA encrypted private and public key pair' },
            {
              value: 'ed25519',
              label: 'ED25519',
              description: 'ED25519 encrypted private and public key pair',
            },
          ]}
          onChange={({ detail }) => onChange({ ...value, type: detail.value as KeyType })}
        />
      </FormField>
      <FormField label="Private key file format">
        <RadioGroup
          value="pem"
          items={[
            { value: 'pem', label: '.pem', description: 'For use with OpenSSH' },
            {
              value: 'ppk',
              label: '.ppk',
              description: 'For use with PuTTY, which Sandcloud’s laptop does not have',
              disabled: true,
            },
          ]}
        />
      </FormField>
    </SpaceBetween>
  )
}
