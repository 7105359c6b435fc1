import type { Storage } from '#engine'
import type { SaveState } from '../client/client.ts'

/** Wraps a storage so that the page can show saved, saving, failed. */
export const saveStates = (tell: (state: SaveState) => void) => ({
  watch(storage: Storage): Storage {
    let pending = 0
    return {
      ...storage,
      async commit(batch, durability) {
        if (pending++ === 0) tell({ state: 'saving' })
        try {
          await storage.commit(batch, durability)
          if (--pending === 0) tell({ state: 'saved' })
        } catch (error) {
          pending--
          tell({ state: 'failed', reason: error instanceof Error ? error.message : String(error) })
          throw error
        }
      },
    }
  },
})
