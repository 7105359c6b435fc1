import { ErrnoError } from '../errno.ts'
import type { Process } from '../kernel/process.ts'
import type { Endpoint } from '../network.ts'

export const isAddress = (host: string): boolean => /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host)

/** The address itself, or the first one that DNS gives. */
export async function addressOf(proc: Process, host: string): Promise<string | undefined> {
  return isAddress(host) ? host : (await proc.resolve(host))[0]
}

/** connect(2) with a patience of its own: ETIMEDOUT after so many milliseconds. */
export async function connectWithin(proc: Process, to: Endpoint, patience?: number): Promise<number> {
  const connected = proc.connect(to)
  if (!patience) return connected
  const tooLate = proc.sleep(patience).then((): never => {
    throw new ErrnoError('ETIMEDOUT')
  })
  // Whichever loses the race is of no interest any more, but a late connection must not stay open.
  tooLate.catch(() => undefined)
  let given = false
  connected.then(
    async (fd) => {
      if (given) await proc.close(fd).catch(() => undefined)
    },
    () => undefined,
  )
  try {
    return await Promise.race([connected, tooLate])
  } catch (error) {
    given = true
    throw error
  }
}
