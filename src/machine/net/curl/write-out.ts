import type { Process } from '../../kernel/process.ts'
import type { HeaderList } from '../http/index.ts'

/** What -w can tell of a transfer. */
export interface Outcome {
  status: number
  method: string
  url: string
  /** Where a redirect that was not followed would lead. */
  redirectUrl: string
  size: number
  sent: number
  headSize: number
  seconds: { connect: number; firstByte: number; total: number }
  remote: { address: string; port: number }
  headers?: HeaderList
  redirects: number
  exit: number
  error: string
}

const seconds = (value: number): string => value.toFixed(6)

/** -w's text with its variables filled in; `%{stderr}` sends what follows there. */
export async function writeOut(proc: Process, format: string, outcome: Outcome): Promise<void> {
  const { status, method, url, size, sent, headSize, remote, headers } = outcome
  const variables: Record<string, string> = {
    http_code: String(status).padStart(3, '0'),
    response_code: String(status).padStart(3, '0'),
    http_version: status === 0 ? '0' : '1.1',
    method,
    url,
    url_effective: url,
    scheme: url.split(':')[0] ?? '',
    redirect_url: outcome.redirectUrl,
    size_download: String(size),
    size_upload: String(sent),
    size_header: String(headSize),
    speed_download: String(Math.round(size / Math.max(outcome.seconds.total, 0.001))),
    time_namelookup: seconds(0),
    time_connect: seconds(outcome.seconds.connect),
    time_appconnect: seconds(0),
    time_pretransfer: seconds(outcome.seconds.connect),
    time_redirect: seconds(0),
    time_starttransfer: seconds(outcome.seconds.firstByte),
    time_total: seconds(outcome.seconds.total),
    remote_ip: remote.address,
    remote_port: String(remote.port),
    content_type: headers?.get('content-type') ?? '',
    num_redirects: String(outcome.redirects),
    num_connects: String(outcome.redirects + 1),
    num_headers: String(headers?.entries.length ?? 0),
    exitcode: String(outcome.exit),
    errormsg: outcome.error,
    ssl_verify_result: '0',
  }
  let fd = 1
  const pieces = format
    .replaceAll(String.raw`\n`, '\n')
    .replaceAll(String.raw`\r`, '\r')
    .replaceAll(String.raw`\t`, '\t')
    .split(/(%\{[^}]*\}|%header\{[^}]*\}|%%)/)
  for (const piece of pieces) {
    if (piece === '%{stderr}') fd = 2
    else if (piece === '%{stdout}') fd = 1
    else await proc.write(fd, await filled(proc, piece, variables, headers))
  }
}

async function filled(
  proc: Process,
  piece: string,
  variables: Readonly<Record<string, string>>,
  headers: HeaderList | undefined,
): Promise<string> {
  if (piece === '%%') return '%'
  const [, header] = /^%header\{(.*)\}$/.exec(piece) ?? []
  if (header !== undefined) return headers?.get(header.toLowerCase()) ?? ''
  const [, name] = /^%\{(.*)\}$/.exec(piece) ?? []
  if (name === undefined) return piece
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (value === undefined) await proc.stderr.line(`curl: unknown --write-out variable: '${name}'`)
  return value ?? ''
}
