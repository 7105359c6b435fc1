import { ErrnoError, HeaderList, HttpConnection, HttpError, startTls, type Stream, TlsError } from '#machine'
import type { SiteAnswer, SiteRequest } from '../api/api.ts'
import type { Caller, Internet } from './internet.ts'
import { errorPage, type SiteFailure } from './site-error-page.ts'

/** What a browser waits for an address that does not answer. */
const browserPatience = 30_000

const learner: Caller = { home: true }

/** Headers of one hop (RFC 9110 section 7.6.1), and what the body's reader has already undone. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'content-length',
])

/** Answers the browser pane: each request becomes one HTTP request on a connection from the learner's home. */
export const serveSites = (port: MessagePort, internet: Internet) => {
  port.addEventListener('message', async ({ data }: MessageEvent<SiteRequest>) => {
    const answer = await fetchSite(data, internet)
    const transfer = answer.body instanceof ReadableStream ? [answer.body] : []
    port.postMessage(answer, transfer)
  })
  port.start()
}

const fetchSite = async (request: SiteRequest, internet: Internet): Promise<SiteAnswer> => {
  const url = new URL(request.url)
  let stream: Stream | undefined
  try {
    stream = await dial(url, internet)
    const wire = url.protocol === 'https:' ? await startTls(stream, url.hostname) : stream
    const headers = new HeaderList([['Host', url.host], ...request.headers])
    headers.set('Connection', 'close')
    const response = await new HttpConnection(wire).request({
      method: request.method,
      target: url.pathname + url.search,
      headers,
      ...(request.body && { body: request.body }),
    })
    return {
      id: request.id,
      status: response.status,
      statusText: response.reason,
      headers: response.headers.entries.filter(([name]) => !hopByHop.has(name.toLowerCase())),
      body: hasBody(request.method, response.status) ? streamOf(response.body, stream) : null,
    }
  } catch (error) {
    stream?.destroy()
    const { status, html } = errorPage(failureOf(error), url)
    return {
      id: request.id,
      status,
      statusText: '',
      headers: [
        ['content-type', 'text/html; charset=utf-8'],
        ['x-sandcloud-error', failureOf(error)],
      ],
      body: new TextEncoder().encode(html),
    }
  }
}

const dial = async (url: URL, internet: Internet): Promise<Stream> => {
  const [address] = await internet.resolve(learner, url.hostname)
  if (!address) throw new UnknownHost()
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  return internet.connect(learner, { address, port }, undefined, browserPatience)
}

class UnknownHost extends Error {}

const failureOf = (error: unknown): SiteFailure => {
  if (error instanceof UnknownHost) return 'name-not-resolved'
  if (error instanceof TlsError) return 'ssl-protocol-error'
  if (error instanceof HttpError)
    return error.failure === 'empty reply' ? 'empty-response' : 'invalid-response'
  if (error instanceof ErrnoError) {
    if (error.code === 'ETIMEDOUT') return 'timed-out'
    if (error.code === 'ECONNREFUSED') return 'refused'
  }
  return 'reset'
}

const hasBody = (method: string, status: number) => method !== 'HEAD' && status !== 204 && status !== 304

const streamOf = (body: AsyncIterable<Uint8Array>, stream: Stream): ReadableStream<Uint8Array> => {
  const iterator = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next()
        if (!done) return controller.enqueue(value.slice())
        controller.close()
        stream.end()
      } catch (error) {
        controller.error(error)
        stream.destroy()
      }
    },
    cancel: () => stream.destroy(),
  })
}
