import type { Unit } from '../unit-file/unit.ts'

/** StartLimitBurst= starts within StartLimitIntervalSec=, in real time: a clock that is moved ahead allows no more. */
export class StartLimit {
  #starts: number[] = []

  /** Counts a start, unless there have been too many. */
  tooOften({ interval, burst }: Unit['startLimit']): boolean {
    if (interval === 0 || burst === 0) return false
    const now = performance.now()
    this.#starts = this.#starts.filter((time) => now - time < interval)
    if (this.#starts.length >= burst) return true
    this.#starts.push(now)
    return false
  }

  reset(): void {
    this.#starts = []
  }
}
