import { errnoTable, isErrno } from '../../errno.ts'
import { NoConnection } from '../http/index.ts'
import { HttpError } from '../http/index.ts'
import { TlsError } from '../tls.ts'

/** What npm tells as `npm error …`: a code and lines. */
export class NpmError extends Error {
  override readonly name = 'NpmError'
  constructor(
    /** Not told when empty. */
    readonly code: string,
    readonly lines: readonly string[],
    readonly status = 1,
  ) {
    super(lines[0] ?? code)
  }
}

const network = [
  'network This is a problem related to network connectivity.',
  'network In most cases you are behind a proxy or have bad network settings.',
  'network',
  'network If you are behind a proxy, please make sure that the',
  "network 'proxy' config is set properly.  See: 'npm help config'",
]

/** A failed request to the registry as npm tells it; other errors pass through. */
export function registryFailure(error: unknown, url: string): unknown {
  const tell = (code: string, reason: string, syscall?: string) =>
    new NpmError(code, [
      ...(syscall ? [`syscall ${syscall}`] : []),
      `errno ${code}`,
      `network request to ${url} failed, reason: ${reason}`,
      ...network,
    ])
  if (error instanceof NoConnection) {
    const { reason, host, port } = error
    if (reason === 'unknown host') return tell('ENOTFOUND', `getaddrinfo ENOTFOUND ${host}`, 'getaddrinfo')
    if (reason instanceof TlsError) return tell('EPROTO', reason.message, 'write')
    return tell(reason, `connect ${reason} ${host}:${port}`, reason === 'ETIMEDOUT' ? undefined : 'connect')
  }
  if (error instanceof HttpError) return tell('ECONNRESET', 'socket hang up')
  if (isErrno(error, 'ECONNRESET', 'EPIPE', 'ETIMEDOUT')) return tell(error.code, `read ${error.code}`)
  return error
}

/** A failed system call while files were written, as npm tells it. */
export function fileFailure(error: unknown, syscall: string, path: string): unknown {
  if (!isErrno(error)) return error
  const said = `${error.code}: ${errnoTable[error.code][1].toLowerCase()}, ${syscall}`
  const head = [`syscall ${syscall}`, `path ${path}`, `errno -${error.errno}`]
  if (error.code === 'ENOSPC')
    return new NpmError('ENOSPC', [
      ...head,
      `nospc ${said}`,
      'nospc There appears to be insufficient space on your system to finish.',
      'nospc Clear up some disk space and try again.',
    ])
  if (error.code !== 'EACCES' && error.code !== 'EPERM')
    return new NpmError(error.code, [...head, `${said} '${path}'`])
  return new NpmError(error.code, [
    ...head,
    `Error: ${said} '${path}'`,
    '',
    'The operation was rejected by your operating system.',
    'It is likely you do not have the permissions to access this file as the current user',
    '',
    'If you believe this might be a permissions issue, please double-check the',
    'permissions of the file and its containing directories, or try running',
    'the command again as root/Administrator.',
  ])
}
