type Callback = () => void | Promise<void>

/** A wall clock that stands still until it is turned by hand. */
export class TurnedClock {
  #now: number
  readonly #waiting = new Set<{ time: number; callback: Callback }>()

  constructor(start: string) {
    this.#now = Date.parse(start)
  }

  now = (): number => this.#now

  at = (time: number, callback: Callback): (() => void) => {
    const entry = { time, callback }
    this.#waiting.add(entry)
    return () => this.#waiting.delete(entry)
  }

  /** Moves on by so much, stopping wherever somebody wants to be called. */
  async turn(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    for (let next = this.#next(); next && next.time <= end; next = this.#next()) {
      this.#now = Math.max(this.#now, next.time)
      this.#waiting.delete(next)
      await next.callback()
    }
    this.#now = end
  }

  #next(): { time: number; callback: Callback } | undefined {
    return [...this.#waiting].sort((a, b) => a.time - b.time)[0]
  }
}
