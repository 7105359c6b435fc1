import type { Boot } from '../protocol.ts'

let current: Boot | undefined

/** What the kernel told at exec. Node's start-up before that must not ask. */
export function boot(): Boot {
  if (current === undefined) throw new Error('The process has not been started yet.')
  return current
}

export const setBoot = (given: Boot): void => {
  current = given
}

export const isBooted = (): boolean => current !== undefined
