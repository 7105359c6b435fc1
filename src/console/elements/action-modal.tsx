import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal, { type ModalProps } from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

interface ActionModalProps {
  title: string
  size?: ModalProps.Size
  /** The button that does it. */
  action: string
  disabled?: boolean
  pending: boolean
  onAction: () => void
  onCancel: () => void
  children: ReactNode
}

/** A dialog with Cancel and the one thing that it is for. */
export function ActionModal(props: ActionModalProps) {
  const { title, size, action, disabled = false, pending, onAction, onCancel, children } = props
  return (
    <Modal
      visible
      {...(size && { size })}
      header={title}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" disabled={disabled} loading={pending} onClick={onAction}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  )
}
