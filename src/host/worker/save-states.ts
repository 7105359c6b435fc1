import { type Storage, StorageError, type TimeSource } from '#engine'
import type { SaveState } from '../client/client.ts'

interface SaveStatesOptions {
  tell(state: SaveState): void
  /** Another engine has taken the account. */
  onSuperseded(): void
  time: TimeSource
}

/** Runs something that writes, watched. */
export type Track = <T>(write: () => Promise<T>) => Promise<T>

/**
 * What was refused is tried again within this time, in milliseconds, if it is a machine's: only when it has
 * passed without another refusal is all saved again.
 */
const calm = 6000

/** Watches what is written, so that the page can show saved, saving, failed. */
export class SaveStates {
  #now: SaveState = { state: 'saved' }
  #pending = 0
  #failed: { reason: string; until: number } | undefined

  constructor(private readonly options: SaveStatesOptions) {}

  /** As told last. */
  get now(): SaveState {
    return this.#now
  }

  watch(storage: Storage): Storage {
    return {
      ...storage,
      commit: (batch, durability) => this.track(() => storage.commit(batch, durability)),
    }
  }

  /** Runs something that writes. */
  async track<T>(write: () => Promise<T>): Promise<T> {
    if (this.#pending++ === 0 && !this.#failed) this.#tell({ state: 'saving' })
    try {
      const result = await write()
      this.#pending--
      return result
    } catch (error) {
      this.#pending--
      this.#refused(error)
      throw error
    } finally {
      if (this.#pending === 0 && !this.#failed) this.#tell({ state: 'saved' })
    }
  }

  #tell(state: SaveState) {
    this.#now = state
    this.options.tell(state)
  }

  #refused(error: unknown) {
    if (error instanceof StorageError && error.reason === 'superseded') return this.options.onSuperseded()
    const { time } = this.options
    const reason = error instanceof Error ? error.message : String(error)
    const known = this.#failed?.reason === reason
    const waiting = this.#failed !== undefined
    this.#failed = { reason, until: time.now() + calm }
    if (!known) this.#tell({ state: 'failed', reason })
    if (!waiting) this.#lookAgain()
  }

  #lookAgain() {
    const { time } = this.options
    time.at(this.#failed!.until, () => {
      if (time.now() < this.#failed!.until || this.#pending > 0) return this.#later()
      this.#failed = undefined
      this.#tell({ state: 'saved' })
    })
  }

  #later() {
    this.#failed!.until = Math.max(this.#failed!.until, this.options.time.now() + 100)
    this.#lookAgain()
  }
}
