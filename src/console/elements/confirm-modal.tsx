import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { useDialogFocus } from './use-dialog-focus.ts'

interface ConfirmModalProps {
  title: string
  /** The button that does it. */
  confirm: string
  /** What must be typed first, where AWS asks for that. */
  typed?: string
  warning?: ReactNode
  pending?: boolean
  onConfirm: () => void
  onCancel: () => void
  children: ReactNode
}

/** The question before something that cannot be taken back. */
export function ConfirmModal(props: ConfirmModalProps) {
  const { title, confirm, typed, warning, pending = false, onConfirm, onCancel, children } = props
  const [text, setText] = useState('')
  const field = useDialogFocus()
  const ready = !typed || text === typed
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!ready} loading={pending} onClick={onConfirm}>
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !pending) onConfirm()
        }}
      >
        <SpaceBetween size="m">
          <div>{children}</div>
          {warning && <Alert type="warning">{warning}</Alert>}
          {typed && (
            <FormField
              label={
                <>
                  To confirm, type <i>{typed}</i> in the field.
                </>
              }
            >
              <Input
                ref={field}
                ariaLabel={`Type ${typed} to confirm`}
                placeholder={typed}
                value={text}
                autoComplete={false}
                onChange={({ detail }) => setText(detail.value)}
              />
            </FormField>
          )}
        </SpaceBetween>
      </form>
    </Modal>
  )
}
