import type { TimeSource } from '../kernel/index.ts'

/** A clock that stands still until a test turns it. */
export class HandClock implements TimeSource {
  #now: number
  readonly #waiting = new Set<{ time: number; callback: () => void }>()

  constructor(start = Date.parse('2026-10-01T09:00:00Z')) {
    this.#now = start
  }

  now = () => this.#now

  at = (time: number, callback: () => void) => {
    const entry = { time, callback }
    this.#waiting.add(entry)
    if (time <= this.#now) queueMicrotask(() => this.#ring())
    return () => void this.#waiting.delete(entry)
  }

  /** Turns the hands; what was waited for rings in order. */
  turn(milliseconds: number) {
    this.#now += milliseconds
    this.#ring()
  }

  #ring() {
    const due = [...this.#waiting].filter(({ time }) => time <= this.#now).sort((a, b) => a.time - b.time)
    for (const entry of due) if (this.#waiting.delete(entry)) entry.callback()
  }
}
