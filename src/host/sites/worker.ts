import type { SiteAnswer, SiteRequest } from '../api/api.ts'
import { readAddress, type SiteAddress, writeAddress } from './address.ts'
import { parseUrl } from './parse-url.ts'
import { bootstrapPage } from './bootstrap-page.ts'
import { CloudPort } from './cloud-port.ts'
import { injected } from './injected.ts'
import type { BridgeMessage } from './messages.ts'

declare const self: ServiceWorkerGlobalScope

/** The service worker of the sites' origin: every request of a page in the browser pane goes to the cloud. */
const cloud = new CloudPort(self)

/** Files of our own on this origin. */
const ours = new Set(['/bridge.html', '/bridge.js', '/sites-worker.js'])

/** Whatever a page tries, its requests stay on this origin, and so with us. */
const policy =
  "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; frame-src 'self'; object-src 'none'; form-action 'self'; base-uri 'self'"

const dropped = new Set([
  'content-security-policy',
  'content-security-policy-report-only',
  'x-frame-options',
  'strict-transport-security',
  'set-cookie',
  'service-worker-allowed',
])

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', ({ data, source }: ExtendableMessageEvent) => {
  const message = data as BridgeMessage
  // A client's url is the one it was created with: a page cannot pass itself off as the bridge.
  if (message.type !== 'sandcloud-port' || !(source instanceof WindowClient)) return
  if (new URL(source.url).pathname === '/bridge.html') cloud.use(message.port)
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (url.origin !== self.location.origin || ours.has(url.pathname)) return
  event.respondWith(answer(event, url))
})

const answer = async (event: FetchEvent, url: URL): Promise<Response> => {
  const { request } = event
  if (request.mode === 'navigate') {
    const address = readAddress(url)
    if (!address) return html(bootstrapPage(url))
    return documentOf(address, await ask(request, address.target))
  }
  const client = await self.clients.get(event.clientId)
  const context = client && readAddress(new URL(client.url))
  if (!context) return Response.error()
  const target = new URL(url.pathname + url.search, context.target)
  const reply = await ask(request, target)
  return new Response(reply.body as BodyInit | null, {
    status: reply.status,
    statusText: reply.statusText,
    headers: headersOf(reply),
  })
}

const ask = async (request: Request, target: URL): Promise<SiteAnswer> => {
  const bodiless = request.method === 'GET' || request.method === 'HEAD'
  const headers = [...request.headers].filter(([name]) => name !== 'user-agent')
  const question: Omit<SiteRequest, 'id'> = {
    method: request.method,
    url: target.href,
    headers: [...headers, ['user-agent', self.navigator.userAgent]],
    body: bodiless ? undefined : new Uint8Array(await request.arrayBuffer()),
  }
  return cloud.ask(question)
}

const documentOf = (address: SiteAddress, reply: SiteAnswer): Response => {
  const headers = headersOf(reply)
  const location = headers.get('location')
  if (location && reply.status >= 300 && reply.status < 400) {
    const target = parseUrl(location, address.target)
    if (target && /^https?:$/.test(target.protocol))
      return new Response(null, {
        status: reply.status,
        headers: { location: writeAddress({ frame: address.frame, target }) },
      })
  }
  headers.set('content-security-policy', policy)
  if (!/^text\/html\b/i.test(headers.get('content-type') ?? ''))
    return new Response(reply.body as BodyInit | null, { status: reply.status, headers })
  const body = reply.body && injected(reply.body, address)
  return new Response(body, { status: reply.status, statusText: reply.statusText, headers })
}

const headersOf = (reply: SiteAnswer): Headers => {
  const headers = new Headers()
  for (const [name, value] of reply.headers) if (!dropped.has(name.toLowerCase())) headers.append(name, value)
  return headers
}

const html = (text: string) =>
  new Response(text, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
