import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { forgetEverything } from '#host/client'
import { ConfirmModal } from '../elements/confirm-modal.tsx'

/** The last resort where no account can be opened: there is no settings page to reset it from. */
export function BeginAnew() {
  const [state, setState] = useState<'quiet' | 'asking' | 'pending'>('quiet')
  const [problem, setProblem] = useState<string>()
  const begin = () => {
    setState('pending')
    forgetEverything().then(
      () => location.reload(),
      (error: unknown) => {
        setProblem(error instanceof Error ? error.message : String(error))
        setState('asking')
      },
    )
  }
  return (
    <>
      <Button onClick={() => setState('asking')}>Delete everything and begin anew</Button>
      {state !== 'quiet' && (
        <ConfirmModal
          title="Delete everything"
          confirm="Delete everything"
          typed="delete"
          warning={problem}
          pending={state === 'pending'}
          onConfirm={begin}
          onCancel={() => setState('quiet')}
        >
          Your instances, volumes, snapshots, keys and the files on your laptop in Sandcloud are deleted from
          this browser for good. Try the button above first: what you made is still there.
        </ConfirmModal>
      )}
    </>
  )
}
