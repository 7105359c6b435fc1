import { ErrnoError, type Stream } from '#machine'
import type { Compute } from './compute/index.ts'

/** Opens a connection from the outside to a host on the virtual internet. Throws Unreachable. */
export type Visit = (host: string, port: number, gone: AbortSignal) => Promise<Stream>

/** A gateway's answer where there is none of the host's own. */
export class Unreachable extends Error {
  constructor(
    readonly status: 502 | 504,
    message: string,
  ) {
    super(message)
  }
}

const outside = { home: true } as const

/** Security groups, routes and addresses decide, as for the learner's own browser. */
export const visitor =
  ({ internet }: Pick<Compute, 'internet'>): Visit =>
  async (host, port, gone) => {
    const [address] = await internet.resolve(outside, host)
    if (address === undefined) throw new Unreachable(502, `Could not resolve host: ${host}`)
    try {
      return await internet.connect(outside, { address, port }, gone)
    } catch (error) {
      throw unreachable(error, `${host} port ${port}`)
    }
  }

/** Of a cloud in which nothing runs. */
export const noVisitors: Visit = (host) =>
  Promise.reject(
    new Unreachable(502, `Nothing runs on ${host}: start with --compute, so that instances really boot.`),
  )

function unreachable(error: unknown, where: string): unknown {
  if (!(error instanceof ErrnoError)) return error
  if (error.code === 'ETIMEDOUT' || error.code === 'EINTR')
    return new Unreachable(504, `Connection to ${where} timed out: no rule lets it in, or nobody is there.`)
  return new Unreachable(
    502,
    error.code === 'ECONNREFUSED'
      ? `Connection to ${where} refused: nothing listens there.`
      : `${where} cannot be reached.`,
  )
}
