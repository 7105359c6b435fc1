import type { Process } from '../../kernel/process.ts'
import { HeaderList, type OpenHttp, collect, curlFailure, openHttp } from '../http/index.ts'

/** dnf's own `timeout`. */
const patience = 30_000
const largestAnswer = 64 * 1024 * 1024

/** A download that did not come, in librepo's words. */
export class DownloadFailed extends Error {
  override readonly name = 'DownloadFailed'
}

const curlErrors: Record<number, string> = {
  6: "Couldn't resolve host name",
  7: "Couldn't connect to server",
  28: 'Timeout was reached',
  35: 'SSL connect error',
  52: 'Server returned nothing (no headers, no data)',
  56: 'Failure when receiving data from the peer',
}

/** A file of the mirror. Throws DownloadFailed. */
export async function fetchFile(proc: Process, url: URL): Promise<Uint8Array> {
  let open: OpenHttp | undefined
  try {
    open = await openHttp(proc, url, { patience })
    const headers = new HeaderList({ Host: url.host, 'User-Agent': 'libdnf', Accept: '*/*' })
    const response = await open.connection.request({ method: 'GET', target: url.pathname, headers })
    if (response.status !== 200) throw new DownloadFailed(`Status code: ${response.status} for ${url.href}`)
    return await collect(response.body, largestAnswer)
  } catch (error) {
    const failure = curlFailure(error)
    if (!failure) throw error
    const detail = failure.code === 28 ? `Connection timed out after ${patience} milliseconds` : failure.text
    throw new DownloadFailed(
      `Curl error (${failure.code}): ${curlErrors[failure.code] ?? failure.text} for ${url.href} [${detail}]`,
    )
  } finally {
    open?.close()
  }
}
