import { useEffect } from 'react'
import { create } from 'zustand'
import type { SaveState } from '#host/client'
import { useClient } from '../data/index.ts'
import { useFlashes } from '../flashes/index.ts'

const useSaving = create<{ now: SaveState }>()(() => ({ now: { state: 'saved' } }))

/** Whether all that was made is kept. */
export const useSaveState = (): SaveState => useSaving(({ now }) => now)

/** Listens for the whole console. A refusal of the browser's storage is told at once. */
export const useWatchSaving = () => {
  const client = useClient()
  const show = useFlashes((state) => state.show)
  useEffect(
    () =>
      client.onSaveState((now) => {
        useSaving.setState({ now })
        if (now.state === 'failed')
          show({
            id: 'save-failed',
            type: 'error',
            header: 'The last change could not be saved',
            text: now.reason,
          })
      }),
    [client, show],
  )
}

export const saveWords = { saved: 'Saved', saving: 'Saving…', failed: 'Not saved' } as const
