import type { Process } from '../../../kernel/process.ts'
import { ProcessGone } from '../../../kernel/process-gone.ts'

const longest = 2_147_483_647

/** Real time for process 1: resolves to 'over', to 'given up' when aborted. Ends with the machine. */
export function delay(
  init: Process,
  milliseconds: number,
  givenUp: AbortSignal,
): Promise<'over' | 'given up'> {
  if (givenUp.aborted) return Promise.resolve('given up')
  return init
    .outside(
      (ended) =>
        new Promise<'over' | 'given up'>((resolve) => {
          if (milliseconds === Infinity) {
            givenUp.addEventListener('abort', () => resolve('given up'), { once: true })
            return
          }
          const timer = setTimeout(() => resolve('over'), Math.min(milliseconds, longest))
          const leave = (): void => {
            clearTimeout(timer)
            resolve('given up')
          }
          givenUp.addEventListener('abort', leave, { once: true })
          ended.addEventListener('abort', () => clearTimeout(timer), { once: true })
        }),
    )
    .catch((error: unknown) => {
      if (error instanceof ProcessGone) return 'given up'
      throw error
    })
}

/** Waits for `work`, but no longer than `milliseconds`. */
export async function within<T>(
  init: Process,
  milliseconds: number,
  work: Promise<T>,
): Promise<T | 'too long'> {
  const settled = new AbortController()
  try {
    return await Promise.race([
      work,
      delay(init, milliseconds, settled.signal).then((how) =>
        how === 'over' ? ('too long' as const) : new Promise<never>(() => undefined),
      ),
    ])
  } finally {
    settled.abort()
  }
}
