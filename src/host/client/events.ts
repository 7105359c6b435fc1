import type { CloudEvent } from '../api/api.ts'
import type { SaveState } from './client.ts'

type Notice = Extract<CloudEvent, { type: 'notice' }>['notice']

/** What the cloud says by itself, for whoever listens on this page. */
export class Events {
  readonly #listeners = new Set<(event: CloudEvent) => void>()
  readonly #moved = new Set<() => void>()
  #early: Notice[] | undefined = []
  #superseded: string | undefined
  #saving: SaveState | undefined

  emit(event: CloudEvent) {
    if (event.type === 'save-state') this.#saving = event.state
    if (event.type === 'superseded') this.#superseded = event.text
    if (event.type === 'notice') this.#early?.push(event.notice)
    for (const listener of this.#listeners) listener(event)
  }

  /** The cloud runs in another tab: nothing waits there yet. */
  emitMoved() {
    this.emit({ type: 'waits', waits: [] })
    for (const handler of this.#moved) handler()
  }

  onMoved(handler: () => void): () => void {
    this.#moved.add(handler)
    return () => this.#moved.delete(handler)
  }

  on(listener: (event: CloudEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What the cloud had to say before the page was drawn is said to whoever asks first. */
  onNotice(handler: (notice: Notice) => void): () => void {
    const early = this.#early
    this.#early = undefined
    for (const notice of early ?? []) handler(notice)
    return this.on((event) => event.type === 'notice' && handler(event.notice))
  }

  /** Beginning with how it stands. */
  onSaveState(handler: (state: SaveState) => void): () => void {
    if (this.#saving) handler(this.#saving)
    return this.on((event) => event.type === 'save-state' && handler(event.state))
  }

  onSuperseded(handler: (text: string) => void): () => void {
    if (this.#superseded !== undefined) handler(this.#superseded)
    return this.on((event) => event.type === 'superseded' && handler(event.text))
  }
}
