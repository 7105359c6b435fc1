type Callback = () => void | Promise<void>

interface WakesOptions {
  now(): number
  at(due: number, callback: () => void): () => void
}

/**
 * Callbacks at moments of engine time, for what lives beside the records: the timers of running machines. They are
 * not stored: whoever asked asks again when it is there again.
 */
export class Wakes {
  readonly #entries = new Set<{ due: number; callback: Callback }>()
  #cancel: (() => void) | undefined

  constructor(private readonly options: WakesOptions) {}

  /** Returns the cancellation. */
  add(due: number, callback: Callback): () => void {
    const entry = { due, callback }
    this.#entries.add(entry)
    this.reschedule()
    return () => {
      if (this.#entries.delete(entry)) this.reschedule()
    }
  }

  /** When the earliest is due. */
  next(): number | undefined {
    let earliest: number | undefined
    for (const { due } of this.#entries) if (earliest === undefined || due < earliest) earliest = due
    return earliest
  }

  reschedule() {
    this.#cancel?.()
    this.#cancel = undefined
    const due = this.next()
    if (due !== undefined) this.#cancel = this.options.at(due, () => void this.fireDue())
  }

  /** Calls whoever is due, the earliest first, and waits for what they do. Returns how many there were. */
  async fireDue(): Promise<number> {
    const due = [...this.#entries]
      .filter((entry) => entry.due <= this.options.now())
      .sort((a, b) => a.due - b.due)
    for (const entry of due) this.#entries.delete(entry)
    await Promise.all(due.map(async ({ callback }) => callback()).map((done) => done.catch(() => {})))
    this.reschedule()
    return due.length
  }

  clear() {
    this.#cancel?.()
    this.#cancel = undefined
    this.#entries.clear()
  }
}
