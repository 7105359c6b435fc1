import { ErrnoError } from '#machine'
import type { ConnectionWait } from '../client/client.ts'

/** A wait that is over before anybody could read of it is not told. */
const tellable = 2000

interface Waiting {
  wait: ConnectionWait
  over: () => void
}

/** Connections that nothing answers: TCP's patience is shown, and the learner may cut it short. */
export class ConnectionWaits {
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(private readonly tell: (waits: ConnectionWait[]) => void = () => {}) {}

  /** Resolves when the time is over or the learner has had enough; throws EINTR when the caller has. */
  begin(to: { address: string; port: number }, milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve()
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        if (this.#waiting.delete(id)) this.#tellAll()
      }
      const over = () => {
        end()
        resolve()
      }
      const timer = setTimeout(over, milliseconds)
      signal?.addEventListener('abort', () => {
        end()
        reject(new ErrnoError('EINTR'))
      })
      if (milliseconds < tellable) return
      this.#waiting.set(id, { wait: { id, ...to, until: Date.now() + milliseconds }, over })
      this.#tellAll()
    })
  }

  skip(id: number): void {
    this.#waiting.get(id)?.over()
  }

  #tellAll(): void {
    this.tell([...this.#waiting.values()].map(({ wait }) => wait))
  }
}
