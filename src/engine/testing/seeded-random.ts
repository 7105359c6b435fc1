import type { RandomBytes } from '../kernel/index.ts'

/** The same bytes at every run, and never the same twice in one (mulberry32). */
export const seededRandom = (seed = 1): RandomBytes => {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return (value ^ (value >>> 14)) & 255
  }
  return (length) => Uint8Array.from({ length }, next)
}
