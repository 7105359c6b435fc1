import { useEffect } from 'react'
import { create } from 'zustand'
import type { SaveState } from '#host/client'
import { useClient } from '../data/index.ts'
import { useFlashes } from '../flashes/index.ts'

const useSaving = create<{ now: SaveState }>()(() => ({ now: { state: 'saved' } }))

/** Whether all that was made is kept. */
export const useSaveState = (): SaveState => useSaving(({ now }) => now)

const saveFailed = 'save-failed'

/** Listens for the whole console. A refusal of the browser's storage is told at once. */
export const useWatchSaving = () => {
  const client = useClient()
  const show = useFlashes((state) => state.show)
  const dismiss = useFlashes((state) => state.dismiss)
  useEffect(
    () =>
      client.onSaveState((now) => {
        useSaving.setState({ now })
        if (now.state === 'failed')
          show({
            id: saveFailed,
            type: 'error',
            quiet: true,
            header: 'The last change could not be saved',
            text: now.reason,
          })
        if (now.state === 'saved') dismiss(saveFailed)
      }),
    [client, show, dismiss],
  )
}

export const saveWords = { saved: 'Saved', saving: 'Saving…', failed: 'Not saved' } as const
