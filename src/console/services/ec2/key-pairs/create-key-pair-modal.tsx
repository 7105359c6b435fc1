import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { KeyPairFields } from './key-pair-fields.tsx'
import { emptyKeyPair, nameProblem } from './new-key-pair.ts'
import { useCreateKeyPair } from './use-create-key-pair.ts'
import { ActionModal } from '../../../elements/index.ts'

interface CreateKeyPairModalProps {
  onCreated: (name: string) => void
  onClose: () => void
}

/** The dialog that the launch page opens. */
export function CreateKeyPairModal({ onCreated, onClose }: CreateKeyPairModalProps) {
  const [value, setValue] = useState(emptyKeyPair)
  const [tried, setTried] = useState(false)
  const create = useCreateKeyPair()
  const problem = nameProblem(value.name)
  const submit = async () => {
    setTried(true)
    if (problem || create.pending) return
    const made = await create.run(value)
    if (!made) return
    onCreated(made.name)
    onClose()
  }
  return (
    <ActionModal
      title="Create key pair"
      action="Create key pair"
      pending={create.pending}
      onAction={() => void submit()}
      onCancel={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <SpaceBetween size="l">
          <KeyPairFields value={value} onChange={setValue} problem={tried ? problem : undefined} />
          <Alert type="warning">
            When prompted, store the private key in a secure and accessible location on your computer. You
            will need it later to connect to your instance. Here it goes to <code>~/Downloads</code> on My
            laptop.
          </Alert>
        </SpaceBetween>
      </form>
    </ActionModal>
  )
}
