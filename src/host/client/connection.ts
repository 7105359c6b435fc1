import type { Remote } from 'comlink'
import type { CloudApi } from '../api/api.ts'
import type { Reached } from './reach/index.ts'

/** The worker that was asked has gone, and nobody knows how far it came. */
class CloudMoved extends Error {
  override readonly name = 'CloudMoved'
  constructor() {
    super(
      'The tab that ran Sandcloud was closed before the answer came. It goes on in another tab: look there whether it was done.',
    )
  }
}

interface Line {
  cloud: Remote<CloudApi>
  /** Aborted, by a CloudMoved, when the worker at the other end has gone. */
  moved: AbortSignal
}

interface ConnectionOptions {
  reach(): Promise<Reached>
  /** The first words on a new line, before any question. */
  greet(cloud: Remote<CloudApi>, moved: AbortSignal): Promise<void>
  /** The cloud runs in another tab from now on: whatever was known of it may have changed. */
  onMoved(): void
  /** There it could not be reached. */
  onLost(): void
}

/** This page's line to the cloud: where the cloud goes over to another tab, a new one takes its place. */
export class Connection {
  #line: Promise<Line>

  constructor(private readonly options: ConnectionOptions) {
    this.#line = this.#open(options.reach)
  }

  /** Resolves when the cloud has answered for the first time. */
  async ready(): Promise<void> {
    await this.#line
  }

  /** Asks the cloud as soon as it is reached; rejects when it goes before it has answered. */
  async ask<T>(question: (cloud: Remote<CloudApi>, moved: AbortSignal) => Promise<T>): Promise<T> {
    const { cloud, moved } = await this.#line
    return new Promise((resolve, reject) => {
      const leave = () => reject(moved.reason)
      if (moved.aborted) return leave()
      moved.addEventListener('abort', leave)
      question(cloud, moved)
        .then(resolve, reject)
        .finally(() => moved.removeEventListener('abort', leave))
    })
  }

  async #open(reach: () => Promise<Reached>): Promise<Line> {
    const { cloud, moved } = await reach()
    const gone = new AbortController()
    const next = moved.then((reachNext) => {
      this.#line = this.#open(reachNext)
      gone.abort(new CloudMoved())
      this.options.onMoved()
      this.#line.catch(() => this.options.onLost())
      return this.#line
    })
    const greeted = this.options.greet(cloud, gone.signal).then(() => ({ cloud, moved: gone.signal }))
    // A worker may go before it has answered the first words too.
    return Promise.race([greeted, next])
  }
}
