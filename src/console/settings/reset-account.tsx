import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { useAction } from '../data/index.ts'
import { ConfirmModal } from '../elements/index.ts'

export function ResetAccount() {
  const [asking, setAsking] = useState(false)
  const reset = useAction({ failure: 'Failed to reset the account' }, ({ client }) => {
    // Terminals and panes of this tab belong to the account that goes.
    sessionStorage.clear()
    return client.reset()
  })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Start again with a new account and an empty laptop."
          actions={<Button onClick={() => setAsking(true)}>Reset account</Button>}
        >
          Reset
        </Header>
      }
    >
      {asking && (
        <ConfirmModal
          title="Reset account?"
          confirm="Reset account"
          typed="reset"
          warning="This cannot be undone. Download what you want to keep first."
          pending={reset.pending}
          onConfirm={() => void reset.run()}
          onCancel={() => setAsking(false)}
        >
          All instances, volumes, snapshots, security groups and key pairs of all regions, and all files of
          your laptop, are deleted.
        </ConfirmModal>
      )}
      Everything in this account and on your laptop is thrown away.
    </Container>
  )
}
