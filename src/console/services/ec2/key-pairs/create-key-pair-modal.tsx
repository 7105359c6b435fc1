import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { KeyPairFields } from './key-pair-fields.tsx'
import { emptyKeyPair, nameProblem } from './new-key-pair.ts'
import { useCreateKeyPair } from './use-create-key-pair.ts'

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
    <Modal
      visible
      header="Create key pair"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={create.pending} onClick={submit}>
              Create key pair
            </Button>
          </SpaceBetween>
        </Box>
      }
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
    </Modal>
  )
}
