import type { Process } from '../../kernel/process.ts'
import { HeaderList, NoConnection, type OpenHttp, collect, curlFailure, openHttp } from '../http/index.ts'

const patience = 30_000
const largestAnswer = 64 * 1024 * 1024

/** A file that did not come, in apt's words. */
export class FetchFailed extends Error {
  override readonly name = 'FetchFailed'
}

export async function fetchFile(proc: Process, address: string): Promise<Uint8Array> {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new FetchFailed('Invalid URI')
  }
  if (!/^https?:$/.test(url.protocol))
    throw new FetchFailed(`Unsupported protocol ${url.protocol.slice(0, -1)}`)
  let open: OpenHttp | undefined
  try {
    open = await openHttp(proc, url, { patience })
    const headers = new HeaderList({ Host: url.host, 'User-Agent': 'Debian APT-HTTP/1.3', Accept: '*/*' })
    const response = await open.connection.request({ method: 'GET', target: url.pathname, headers })
    if (response.status !== 200)
      throw new FetchFailed(`${response.status}  ${response.status === 404 ? 'Not Found' : 'Error'}`)
    return await collect(response.body, largestAnswer)
  } catch (error) {
    if (error instanceof NoConnection) throw new FetchFailed(explain(error))
    const failure = curlFailure(error)
    if (!failure) throw error
    throw new FetchFailed(failure.text)
  } finally {
    open?.close()
  }
}

function explain({ reason, host, port }: NoConnection): string {
  if (reason === 'unknown host') return `Temporary failure resolving '${host}'`
  if (reason === 'ETIMEDOUT') return `Could not connect to ${host}:${port}, connection timed out`
  if (reason === 'ECONNREFUSED')
    return `Could not connect to ${host}:${port}. - connect (111: Connection refused)`
  return `Cannot initiate the connection to ${host}:${port}. - connect (101: Network is unreachable)`
}
