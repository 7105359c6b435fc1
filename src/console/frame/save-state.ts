import { useEffect, useState } from 'react'
import type { SaveState } from '#host/client'
import { useClient } from '../data/index.ts'
import { useFlashes } from '../flashes/index.ts'

/** Whether all that was made is kept. A refusal of the browser's storage is told at once. */
export const useSaveState = (): SaveState => {
  const client = useClient()
  const show = useFlashes((state) => state.show)
  const [state, setState] = useState<SaveState>({ state: 'saved' })
  useEffect(
    () =>
      client.onSaveState((next) => {
        setState(next)
        if (next.state === 'failed')
          show({
            id: 'save-failed',
            type: 'error',
            header: 'The last change could not be saved',
            text: next.reason,
          })
      }),
    [client, show],
  )
  return state
}

export const saveWords = { saved: 'Saved', saving: 'Saving…', failed: 'Not saved' } as const
