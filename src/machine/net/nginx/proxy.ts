import { isErrno } from '../../errno.ts'
import { socketStream } from '../byte-stream.ts'
import { addressOf, connectWithin } from '../connect.ts'
import { HttpConnection, HttpError, type Reply } from '../http/index.ts'
import type { Location, Settings } from './configuration.ts'
import { errorReply, type Exchange, substitute, withoutHops } from './exchange.ts'

let turn = 0

/** Hands a request on to the server behind, and its answer back; 502 and 504 where there is none. */
export async function proxy(
  exchange: Exchange,
  location: Location | undefined,
  settings: Settings,
  address: string,
): Promise<Reply> {
  const { proc, request, configuration } = exchange
  const [, host = '', path] = /^http:\/\/([^/]+)(\/.*)?$/.exec(substitute(address, exchange)) ?? []
  const group = configuration.upstreams.get(host)
  const target = group ? group[turn++ % group.length]! : host
  const [name = '', port] = target.split(':')
  const asked = path === undefined ? request.path : `${path}${request.path.slice(location?.path.length ?? 0)}`
  const upstream = `http://${target}${asked}`
  const close = async (status: number, reason: string): Promise<Reply> => {
    await exchange.fail(`${reason} while connecting to upstream, upstream: "${upstream}"`, settings)
    return errorReply(status)
  }
  const at = await addressOf(proc, name)
  if (at === undefined) return close(502, `${name} could not be resolved`)
  let fd: number
  try {
    fd = await connectWithin(proc, { address: at, port: Number(port ?? 80) }, settings.proxyPatience.connect)
  } catch (error) {
    if (isErrno(error, 'ETIMEDOUT')) return close(504, 'upstream timed out (110: Connection timed out)')
    if (isErrno(error)) return close(502, `connect() failed (111: ${error.message})`)
    throw error
  }
  const stream = socketStream(proc, fd)
  try {
    const headers = withoutHops(request.headers)
    headers.set('Host', host)
    headers.set('Connection', 'close')
    for (const [field, value] of settings.proxyHeaders) {
      const filled = substitute(value, exchange)
      // An upgrade is one connection's own matter, and none is handed on.
      if (filled === '' || /^(connection|upgrade)$/i.test(field)) continue
      headers.set(field, filled)
    }
    const hasBody = request.headers.has('content-length') || request.headers.has('transfer-encoding')
    const asking = new HttpConnection(stream).request({
      method: request.method,
      target: `${asked}${request.query === '' ? '' : `?${request.query}`}`,
      headers,
      ...(hasBody && { body: request.body }),
    })
    const tooLate = proc.sleep(settings.proxyPatience.read).then(() => undefined)
    asking.catch(() => undefined)
    tooLate.catch(() => undefined)
    const answer = await Promise.race([asking, tooLate])
    if (!answer) {
      stream.destroy()
      return await close(504, 'upstream timed out (110: Connection timed out)')
    }
    const body = answer.body
    return {
      status: answer.status,
      headers: withoutHops(answer.headers),
      body: (async function* () {
        try {
          yield* body
        } finally {
          stream.destroy()
        }
      })(),
    }
  } catch (error) {
    stream.destroy()
    if (error instanceof HttpError || isErrno(error))
      return close(502, 'upstream prematurely closed connection')
    throw error
  }
}
