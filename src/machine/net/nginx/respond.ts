import { isErrno } from '../../errno.ts'
import type { FileStat, Process } from '../../kernel/process.ts'
import type { IncomingRequest, Reply } from '../http/index.ts'
import type { Configuration, Location, Server, Settings } from './configuration.ts'
import { errorReply, type Exchange, html, substitute } from './exchange.ts'
import { proxy } from './proxy.ts'

/** Which server answers: by port, then by name; the default one, or the first, when no name fits. */
export function serverFor({ servers }: Configuration, port: number, host: string): Server | undefined {
  const here = servers.filter(({ listens }) => listens.some((each) => each.port === port))
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const fits = (pattern: string): boolean =>
    pattern === name ||
    (pattern.startsWith('*.') && name.endsWith(pattern.slice(1))) ||
    (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1)))
  return (
    here.find(({ names }) => names.includes(name)) ??
    here.find(({ names }) => names.some(fits)) ??
    here.find(({ listens }) => listens.some((each) => each.port === port && each.isDefault)) ??
    here[0]
  )
}

/** The exact one, else the first pattern unless the longest prefix is strong, else the longest prefix. */
function locationFor({ locations }: Server, path: string): Location | undefined {
  const exact = locations.find((each) => each.kind === 'exact' && each.path === path)
  if (exact) return exact
  const [longest] = locations
    .filter((each) => (each.kind === 'prefix' || each.kind === 'strong') && path.startsWith(each.path))
    .toSorted((a, b) => b.path.length - a.path.length)
  if (longest?.kind === 'strong') return longest
  return locations.find((each) => each.pattern?.matcher(path).find()) ?? longest
}

const mostRedirects = 10

/** The answer to a request, with internal redirects followed. */
export async function respond(
  exchange: Exchange,
  server: Server,
): Promise<[reply: Reply, settings: Settings]> {
  let path = exchange.path
  for (let count = 0; count < mostRedirects; count++) {
    const location = locationFor(server, path)
    const settings = location?.settings ?? server.settings
    const outcome = await serve({ ...exchange, path }, location, settings)
    if ('reply' in outcome) return [await withErrorPage(exchange, settings, outcome.reply), settings]
    path = outcome.redirect
  }
  return [errorReply(500), server.settings]
}

type Outcome = { reply: Reply } | { redirect: string }

async function serve(
  exchange: Exchange,
  location: Location | undefined,
  settings: Settings,
): Promise<Outcome> {
  const { request } = exchange
  const { returns, tryFiles, proxyPass } = settings
  if (returns) return { reply: returned(exchange, returns) }
  const length = Number(request.headers.get('content-length') ?? 0)
  if (settings.bodyLimit > 0 && length > settings.bodyLimit) return { reply: errorReply(413) }
  if (tryFiles) {
    const found = await firstOf(exchange, location, settings, tryFiles)
    if (found) return found
  } else if (proxyPass === undefined) return serveFile(exchange, location, settings, exchange.path)
  if (proxyPass !== undefined) return { reply: await proxy(exchange, location, settings, proxyPass) }
  return { reply: errorReply(404) }
}

async function firstOf(
  exchange: Exchange,
  location: Location | undefined,
  settings: Settings,
  tries: readonly string[],
): Promise<Outcome | undefined> {
  for (const each of tries.slice(0, -1)) {
    const path = substitute(each, exchange)
    const stat = await statOf(exchange.proc, fileFor(location, settings, path))
    if (stat && (stat.type === 'directory') === each.endsWith('/'))
      return serveFile(exchange, location, settings, path)
  }
  const last = tries.at(-1)!
  if (last.startsWith('=')) return { reply: errorReply(Number(last.slice(1))) }
  // A named location has the rest of the work: here it is this one's own proxy.
  if (last.startsWith('@')) return undefined
  const target = substitute(last, exchange).split('?')[0]!
  return target === exchange.path ? { reply: errorReply(500) } : { redirect: target }
}

/** The file behind a path: below the root, or with the location's path replaced by its alias. */
export const fileFor = (location: Location | undefined, { root, alias }: Settings, path: string): string =>
  alias === undefined || !location ? `${root}${path}` : `${alias}${path.slice(location.path.length)}`

async function statOf(proc: Process, path: string): Promise<FileStat | undefined> {
  try {
    return await proc.stat(path)
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

async function serveFile(
  exchange: Exchange,
  location: Location | undefined,
  settings: Settings,
  path: string,
): Promise<Outcome> {
  const { proc, request } = exchange
  const file = fileFor(location, settings, path)
  try {
    const stat = await proc.stat(file)
    if (stat.type === 'directory') {
      if (!path.endsWith('/')) return { reply: redirectReply(exchange, 301, `${path}/`) }
      return await serveDirectory(exchange, location, settings, path)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return { reply: errorReply(405) }
    if (path.endsWith('/')) return { reply: errorReply(404) }
    return { reply: fileReply(settings, file, stat, await proc.readFile(file), request) }
  } catch (error) {
    if (!isErrno(error)) throw error
    const number = error.code === 'EACCES' ? 13 : error.code === 'ENOTDIR' ? 20 : 2
    await exchange.fail(`open() "${file}" failed (${number}: ${error.message})`, settings)
    return { reply: errorReply(error.code === 'EACCES' ? 403 : 404) }
  }
}

async function serveDirectory(
  exchange: Exchange,
  location: Location | undefined,
  settings: Settings,
  path: string,
): Promise<Outcome> {
  const { proc } = exchange
  for (const name of settings.index) {
    const stat = await statOf(proc, fileFor(location, settings, `${path}${name}`))
    if (stat?.type === 'file') return { redirect: `${path}${name}` }
  }
  const folder = fileFor(location, settings, path)
  if (!settings.autoindex) {
    await exchange.fail(`directory index of "${folder}" is forbidden`, settings)
    return { reply: errorReply(403) }
  }
  const items = (await proc.readdir(folder)).filter(({ name }) => !name.startsWith('.'))
  const lines = items.map(({ name, type }) => {
    const shown = escapeHtml(`${name}${type === 'directory' ? '/' : ''}`)
    return `<a href="${encodeURI(name)}${type === 'directory' ? '/' : ''}">${shown}</a>\n`
  })
  const title = `Index of ${escapeHtml(path)}`
  return {
    reply: html(
      200,
      `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${title}</h1><hr><pre><a href="../">../</a>\n${lines.join('')}</pre><hr></body>\r\n</html>\r\n`,
    ),
  }
}

function fileReply(
  settings: Settings,
  file: string,
  { mtime, size }: FileStat,
  body: Uint8Array,
  request: IncomingRequest,
): Reply {
  const ending = /\.([^./]+)$/.exec(file)?.[1]?.toLowerCase() ?? ''
  const headers = {
    'Content-Type': settings.types.get(ending) ?? settings.defaultType,
    'Last-Modified': new Date(mtime).toUTCString(),
    ETag: `"${Math.floor(mtime / 1000).toString(16)}-${size.toString(16)}"`,
  }
  const fresh =
    request.headers.get('if-none-match') === headers.ETag ||
    (!request.headers.has('if-none-match') &&
      request.headers.get('if-modified-since') === headers['Last-Modified'])
  return fresh ? { status: 304, headers } : { status: 200, headers, body }
}

function returned(exchange: Exchange, { status, text }: { status: number; text: string }): Reply {
  const filled = substitute(text, exchange)
  if (status >= 300 && status < 400) return redirectReply(exchange, status, filled)
  if (filled === '') return errorReply(status)
  return { status, headers: { 'Content-Type': 'text/plain' }, body: filled }
}

function redirectReply({ request, local }: Exchange, status: number, to: string): Reply {
  const host = request.headers.get('host') ?? local.address
  const target = to.startsWith('/') ? `http://${host}${to}` : to
  return { ...errorReply(status), headers: { 'Content-Type': 'text/html', Location: target } }
}

async function withErrorPage({ proc }: Exchange, settings: Settings, reply: Reply): Promise<Reply> {
  const page = settings.errorPages.get(reply.status)
  if (page === undefined || !page.startsWith('/')) return reply
  try {
    const body = await proc.readFile(`${settings.root}${page}`)
    return { status: reply.status, headers: { 'Content-Type': 'text/html' }, body }
  } catch (error) {
    if (isErrno(error)) return reply
    throw error
  }
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
