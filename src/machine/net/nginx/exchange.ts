import type { Process } from '../../kernel/process.ts'
import type { Endpoint } from '../../network.ts'
import { HeaderList, type IncomingRequest, type Reply } from '../http/index.ts'
import { reasonPhrases } from '../http/reason-phrases.ts'
import type { Configuration, Settings } from './configuration.ts'

/** A request, and what there is to know for its answer. */
export interface Exchange {
  proc: Process
  configuration: Configuration
  request: IncomingRequest
  local: Endpoint
  remote: Endpoint
  /** Behind `%xx`, without `..` that would lead out. */
  path: string
  fail(text: string, settings: Settings): Promise<void>
}

export const html = (status: number, body: string): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body,
})

/** nginx's own page for a status. */
export function errorReply(status: number): Reply {
  if (status === 204 || status === 304) return { status }
  const title = `${status} ${reasonPhrases[status] ?? ''}`.trim()
  return html(
    status,
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  )
}

/** The variables that configurations use. */
export function substitute(text: string, { request, path, remote, local }: Exchange): string {
  const values: Readonly<Record<string, string>> = {
    uri: path,
    document_uri: path,
    request_uri: request.path + (request.query === '' ? '' : `?${request.query}`),
    args: request.query,
    query_string: request.query,
    is_args: request.query === '' ? '' : '?',
    host: (request.headers.get('host') ?? local.address).replace(/:\d+$/, ''),
    http_host: request.headers.get('host') ?? '',
    http_upgrade: request.headers.get('upgrade') ?? '',
    http_user_agent: request.headers.get('user-agent') ?? '',
    remote_addr: remote.address,
    remote_port: String(remote.port),
    server_addr: local.address,
    server_port: String(local.port),
    server_name: (request.headers.get('host') ?? '').replace(/:\d+$/, ''),
    scheme: 'http',
    request_method: request.method,
    proxy_add_x_forwarded_for: [request.headers.get('x-forwarded-for'), remote.address]
      .filter(Boolean)
      .join(', '),
  }
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) => {
    const name = (braced ?? plain)!
    return Object.hasOwn(values, name) ? values[name]! : ''
  })
}

/** Hop-by-hop fields belong to one connection only (RFC 9110 7.6.1). */
export const withoutHops = (headers: HeaderList): HeaderList =>
  new HeaderList(
    headers.entries.filter(
      ([name]) =>
        !/^(connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|host|server|date)$/i.test(
          name,
        ),
    ),
  )
