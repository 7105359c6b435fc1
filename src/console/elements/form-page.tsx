import Button from '@cloudscape-design/components/button'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

interface FormPageProps {
  title: string
  description?: ReactNode
  submit: string
  pending: boolean
  onSubmit: () => void
  cancelHref: string
  /** More buttons, between Cancel and the orange one. */
  actions?: ReactNode
  children: ReactNode
}

/** A page that is one form, with AWS's Cancel and the orange button below. */
export function FormPage({
  title,
  description,
  submit,
  pending,
  onSubmit,
  cancelHref,
  actions,
  children,
}: FormPageProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) onSubmit()
      }}
    >
      <Form
        header={
          <Header variant="h1" description={description}>
            {title}
          </Header>
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" href={cancelHref}>
              Cancel
            </Button>
            {actions}
            <Button variant="primary" loading={pending}>
              {submit}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">{children}</SpaceBetween>
      </Form>
    </form>
  )
}
