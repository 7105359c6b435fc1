/** Where real time comes from. The one in tests is turned by hand. Milliseconds throughout. */
export interface TimeSource {
  now(): number
  /** Calls back once, at `time` or soon after. Returns the cancellation. */
  at(time: number, callback: () => void): () => void
}

/**
 * How AWS's own delays (launch, snapshot, attach) pass: true to life, shortened, or at once.
 * Timers of programs and schedules are never shortened.
 */
export type Pace = 'real' | 'brisk' | 'instant'

const briskDivisor = 8
const briskLeast = 400

export const pacedDelay = (milliseconds: number, pace: Pace): number => {
  if (pace === 'instant') return 0
  if (pace === 'real') return milliseconds
  return Math.min(milliseconds, Math.max(briskLeast, Math.round(milliseconds / briskDivisor)))
}
