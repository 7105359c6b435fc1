import type { TimeSource } from './clock.ts'

// setTimeout counts in a signed 32-bit number; a month is longer than that.
const longest = 2 ** 31 - 1

/** Real time: the one place in the engine that touches the platform's clock. */
export const systemTime: TimeSource = {
  // oxlint-disable-next-line no-restricted-properties
  now: () => Date.now(),
  at(time, callback) {
    let timer = 0 as unknown as ReturnType<typeof globalThis.setTimeout>
    const wait = () => {
      const left = time - systemTime.now()
      timer = globalThis.setTimeout(left > longest ? wait : callback, Math.max(0, Math.min(left, longest)))
    }
    wait()
    return () => clearTimeout(timer)
  },
}
