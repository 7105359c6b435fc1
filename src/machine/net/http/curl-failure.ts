import { errnoTable, isErrno } from '../../errno.ts'
import { TlsError } from '../tls.ts'
import { HttpError } from './message.ts'
import { NoConnection } from './open.ts'

export interface CurlFailure {
  /** libcurl's CURLcode, which curl exits with. */
  code: number
  text: string
}

const httpFailures: Record<HttpError['failure'], CurlFailure> = {
  'empty reply': { code: 52, text: 'Empty reply from server' },
  'no http': { code: 1, text: 'Received HTTP/0.9 when not allowed' },
  partial: { code: 18, text: 'end of response with bytes missing' },
  malformed: { code: 56, text: 'Malformed response from server' },
}

/** What libcurl calls this failure: curl, git and dnf all show its words. Undefined for what is no failure of the network. */
export function curlFailure(error: unknown): CurlFailure | undefined {
  if (error instanceof NoConnection) return noConnection(error)
  if (error instanceof HttpError) {
    if (error.failure === 'partial' && error.outstanding !== undefined)
      return { code: 18, text: `end of response with ${error.outstanding} bytes missing` }
    return httpFailures[error.failure]
  }
  if (isErrno(error, 'ECONNRESET', 'ETIMEDOUT')) return { code: 56, text: `Recv failure: ${error.message}` }
  if (isErrno(error, 'EPIPE')) return { code: 55, text: `Send failure: ${error.message}` }
  return undefined
}

function noConnection({ reason, host, port, milliseconds }: NoConnection): CurlFailure {
  if (reason === 'unknown host') return { code: 6, text: `Could not resolve host: ${host}` }
  if (reason instanceof TlsError) return { code: 35, text: `TLS connect error: ${tlsErrors[reason.reason]}` }
  if (reason === 'ECONNRESET') return { code: 35, text: `Recv failure: ${errnoTable[reason][1]}` }
  return {
    code: reason === 'ETIMEDOUT' ? 28 : 7,
    text: `Failed to connect to ${host} port ${port} after ${milliseconds} ms: Could not connect to server`,
  }
}

/** As OpenSSL 3 numbers them. */
const tlsErrors: Record<TlsError['reason'], string> = {
  'wrong version number': 'error:0A00010B:SSL routines::wrong version number',
  'unexpected eof while reading': 'error:0A000126:SSL routines::unexpected eof while reading',
}
