import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { useDialogFocus } from './use-dialog-focus.ts'
import { ActionModal } from './action-modal.tsx'

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
    <ActionModal
      title={title}
      action={confirm}
      disabled={!ready}
      pending={pending}
      onAction={onConfirm}
      onCancel={onCancel}
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
    </ActionModal>
  )
}
