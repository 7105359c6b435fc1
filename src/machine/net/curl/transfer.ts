import type { Process } from '../../kernel/process.ts'
import { toBase64, utf8 } from '../bytes.ts'
import {
  HeaderList,
  type HttpRequest,
  type HttpResponse,
  NoConnection,
  type OpenHttp,
  collect,
  openHttp,
} from '../http/index.ts'
import type { CurlArguments } from './arguments.ts'
import { inflate } from '../gzip.ts'
import { CurlError } from './curl-error.ts'
import { Meter } from './meter.ts'
import type { CookieJar } from './cookies.ts'
import { Sink } from './sink.ts'
import type { Outcome } from './write-out.ts'

export const curlVersion = '8.11.1'

/** One URL's transfer, as the arguments want it. */
export interface Transfer {
  args: CurlArguments
  url: URL
  body: Uint8Array | undefined
  /** The body's own type: a form's. */
  bodyType?: string
  jar: CookieJar
  output: string | undefined
  /** Counts the body's bytes as they come. */
  progress: { received: number }
}

const last = (args: CurlArguments, name: string): string | undefined => args.values.get(name)?.at(-1)

/** Follows redirects as far as asked, and writes the last answer out. Throws CurlError and the network's errors. */
export async function transfer(
  proc: Process,
  { args, url, body, bodyType, jar, output, progress }: Transfer,
): Promise<Outcome> {
  const began = proc.system.uptime()
  const since = (): number => (proc.system.uptime() - began) / 1000
  const most = Number(last(args, 'max-redirs') ?? 50)
  const follows = args.flags.has('location') || args.flags.has('location-trusted')
  let request = firstRequest(args, url, body, bodyType)
  let at = url
  for (let redirects = 0; ; redirects++) {
    const open = await connect(proc, args, at)
    const connected = since()
    try {
      const kept = jar.header(at)
      const cookies = [last(args, 'cookie')?.includes('=') ? last(args, 'cookie')! : '', kept].filter(Boolean)
      if (cookies.length > 0) request.headers.set('Cookie', cookies.join('; '))
      const response = await exchange(proc, args, open, request)
      const firstByte = since()
      for (const [name, value] of response.headers.entries)
        if (name.toLowerCase() === 'set-cookie') jar.set(value, at)
      await dumpHead(proc, args, response, redirects)
      const leads = isRedirect(response) ? response.headers.get('location') : undefined
      if (!follows || !leads) {
        await deliver(proc, args, response, request, output, progress)
        await note(proc, args, `Connection #${redirects} to host ${at.hostname} left intact`)
        return {
          status: response.status,
          method: request.method,
          url: at.href,
          redirectUrl: leads ? new URL(leads, at).href : '',
          size: progress.received,
          sent: request.body instanceof Uint8Array ? request.body.length : 0,
          headSize: headOf(response).length,
          seconds: { connect: connected, firstByte, total: since() },
          remote: { address: open.address, port: open.port },
          headers: response.headers,
          redirects,
          exit: 0,
          error: '',
        }
      }
      if (redirects >= most) throw new CurlError(47, `Maximum (${most}) redirects followed`)
      if (args.flags.has('include')) await proc.stdout.write(headOf(response))
      const next = new URL(leads, at)
      await note(proc, args, `Issue another request to this URL: '${next.href}'`)
      request = redirected(args, request, response.status, at, next)
      at = next
    } finally {
      open.close()
    }
  }
}

/** -D: the heads of all answers, one after the other. */
async function dumpHead(
  proc: Process,
  args: CurlArguments,
  response: HttpResponse,
  number: number,
): Promise<void> {
  const path = last(args, 'dump-header')
  if (path === undefined) return
  if (path === '-') await proc.stdout.write(headOf(response))
  else await proc.writeFile(path, headOf(response), { append: number > 0 })
}

const isRedirect = ({ status }: HttpResponse): boolean => [301, 302, 303, 307, 308].includes(status)

function firstRequest(
  args: CurlArguments,
  url: URL,
  data: Uint8Array | undefined,
  bodyType: string | undefined,
): HttpRequest {
  const asQuery = args.flags.has('get') && data
  const search = asQuery
    ? `${url.search || '?'}${url.search ? '&' : ''}${new TextDecoder().decode(data)}`
    : url.search
  const body = asQuery ? undefined : data
  const usual = args.flags.has('head') ? 'HEAD' : last(args, 'upload-file') ? 'PUT' : body ? 'POST' : 'GET'
  const headers = new HeaderList({ Host: url.host })
  const user = last(args, 'user') ?? (url.username && decodeURIComponent(`${url.username}:${url.password}`))
  if (user) headers.append('Authorization', `Basic ${toBase64(utf8(user))}`)
  headers.append('User-Agent', last(args, 'user-agent') ?? `curl/${curlVersion}`)
  headers.append('Accept', '*/*')
  const referer = last(args, 'referer')
  if (referer) headers.append('Referer', referer)
  if (args.flags.has('compressed')) headers.append('Accept-Encoding', 'deflate, gzip')
  if (body) headers.append('Content-Length', String(body.length))
  const isJson = args.data.some(([name]) => name === 'json')
  if (isJson) headers.set('Accept', 'application/json')
  if (body && !last(args, 'upload-file'))
    headers.append(
      'Content-Type',
      bodyType ?? (isJson ? 'application/json' : 'application/x-www-form-urlencoded'),
    )
  for (const line of args.values.get('header') ?? []) ownHeader(headers, line)
  return {
    method: last(args, 'request') ?? usual,
    target: `${url.pathname}${search}`,
    headers,
    ...(body && { body }),
  }
}

/** `Name: value` sets, `Name:` takes away, `Name;` sends an empty one. */
function ownHeader(headers: HeaderList, line: string): void {
  const colon = line.indexOf(':')
  if (colon > 0) {
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()]
    if (value === '') headers.delete(name)
    else headers.set(name, value)
  } else if (line.endsWith(';')) headers.set(line.slice(0, -1), '')
}

/** A browser's custom, which curl follows: after 301, 302 and 303 a POST becomes a GET. */
function redirected(
  args: CurlArguments,
  request: HttpRequest,
  status: number,
  from: URL,
  to: URL,
): HttpRequest {
  const headers = new HeaderList(request.headers.entries)
  headers.set('Host', to.host)
  headers.delete('Cookie')
  if (from.host !== to.host && !args.flags.has('location-trusted')) headers.delete('Authorization')
  const target = `${to.pathname}${to.search}`
  if (status === 307 || status === 308 || !request.body) return { ...request, target, headers }
  headers.delete('Content-Length')
  headers.delete('Content-Type')
  return { method: last(args, 'request') ?? 'GET', target, headers }
}

async function connect(proc: Process, args: CurlArguments, url: URL): Promise<OpenHttp> {
  const seconds = Number(last(args, 'connect-timeout') ?? last(args, 'max-time') ?? 0)
  try {
    return await openHttp(proc, url, {
      ...(seconds > 0 && { patience: seconds * 1000 }),
      resolve: (host, port) => resolvedBy(args.values.get('resolve') ?? [], host, port),
      ...(last(args, 'unix-socket') && { unixSocket: last(args, 'unix-socket')! }),
      onTrying: (address, port) => note(proc, args, `  Trying ${address}:${port}...`),
      onConnected: async (address, port) => {
        await note(proc, args, `Connected to ${url.hostname} (${address}) port ${port}`)
        if (url.protocol === 'https:')
          await note(proc, args, 'TLS in the virtual internet: a hello, no encryption')
      },
    })
  } catch (error) {
    if (seconds > 0 && error instanceof NoConnection && error.reason === 'ETIMEDOUT')
      throw new CurlError(28, `Connection timed out after ${error.milliseconds} milliseconds`)
    throw error
  }
}

/** --resolve HOST:PORT:ADDRESS: the last one for a place counts. */
const resolvedBy = (entries: readonly string[], host: string, port: number): string | undefined =>
  entries
    .findLast((entry) => entry.startsWith(`${host}:${port}:`) || entry.startsWith(`*:${port}:`))
    ?.split(':')[2]
    ?.split(',')[0]

async function exchange(proc: Process, args: CurlArguments, open: OpenHttp, request: HttpRequest) {
  const head = [`${request.method} ${request.target} HTTP/1.1`, ...lines(request.headers), '']
  if (args.flags.has('verbose')) await proc.stderr.write(head.map((line) => `> ${line}\n`).join(''))
  if (args.flags.has('verbose')) await proc.stderr.line('* Request completely sent off')
  const response = await open.connection.request(request)
  const answer = [`${response.version} ${response.status} ${response.reason}`, ...lines(response.headers), '']
  if (args.flags.has('verbose')) await proc.stderr.write(answer.map((line) => `< ${line}\n`).join(''))
  return response
}

const lines = (headers: HeaderList): string[] => headers.entries.map(([name, value]) => `${name}: ${value}`)

const headOf = ({ version, status, reason, headers }: HttpResponse): string =>
  [`${version} ${status} ${reason}`, ...lines(headers), '', ''].join('\r\n')

async function note(proc: Process, args: CurlArguments, text: string): Promise<void> {
  if (args.flags.has('verbose')) await proc.stderr.line(`* ${text}`)
}

/** Writes head and body as asked. */
async function deliver(
  proc: Process,
  args: CurlArguments,
  response: HttpResponse,
  request: HttpRequest,
  output: string | undefined,
  progress: Transfer['progress'],
): Promise<void> {
  const { flags } = args
  if (flags.has('fail') && response.status >= 400)
    throw new CurlError(22, `The requested URL returned error: ${response.status}`, response.status)
  const sink = new Sink(proc, output)
  const length = response.headers.get('content-length')
  const quiet = flags.has('silent') || flags.has('no-progress-meter') || sink.isTerminal
  const sent = request.body instanceof Uint8Array ? request.body.length : 0
  const meter = new Meter(proc, !quiet, length ? Number(length) : undefined, sent)
  await meter.begin()
  if (flags.has('include') || flags.has('head')) await sink.write(utf8(headOf(response)))
  for await (const bytes of decoded(args, response)) {
    if (progress.received === 0 && sink.isTerminal && bytes.includes(0)) throw binaryToTerminal()
    progress.received += bytes.length
    await sink.write(bytes)
    await meter.received(bytes.length)
  }
  await sink.close()
  await meter.end()
  if (flags.has('fail-with-body') && response.status >= 400)
    throw new CurlError(22, `The requested URL returned error: ${response.status}`, response.status)
}

/** --compressed: an answer packed with gzip or deflate comes out as it was. */
async function* decoded(args: CurlArguments, { body, headers }: HttpResponse): AsyncIterable<Uint8Array> {
  const encoding = headers.get('content-encoding')?.toLowerCase()
  if (!args.flags.has('compressed') || (encoding !== 'gzip' && encoding !== 'deflate')) return yield* body
  const packed = await collect(body)
  if (packed.length > 0) yield await inflate(packed, encoding)
}

const binaryToTerminal = (): CurlError =>
  new CurlError(
    23,
    'binary output can mess up your terminal. Use "--output -" to tell curl to output it to your terminal anyway, or consider "--output <FILE>" to save to a file.',
  )
