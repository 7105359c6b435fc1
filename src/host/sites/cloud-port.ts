import type { SiteAnswer, SiteRequest } from '../api/api.ts'
import type { BridgeMessage } from './messages.ts'

/** How long a page may take to lend its port before the request is answered with an error. */
const portPatience = 5000

/**
 * The service worker's way to the cloud: a port that a page's bridge handed over. Browsers stop idle
 * service workers, and pages go: then the bridges that there are get asked for another.
 */
export class CloudPort {
  #port: MessagePort | undefined
  #wanted: ((port: MessagePort) => void)[] = []
  readonly #open = new Map<number, { port: MessagePort; answered: (answer: SiteAnswer) => void }>()
  #next = 1

  constructor(private readonly scope: ServiceWorkerGlobalScope) {}

  /** What is asked from now on is asked here; an older port still brings the answers that are out. */
  use(port: MessagePort) {
    const before = this.#port
    this.#port = port
    if (before) this.#closeIfDone(before)
    port.addEventListener('message', ({ data }: MessageEvent<SiteAnswer>) => {
      this.#open.get(data.id)?.answered(data)
      this.#open.delete(data.id)
      this.#closeIfDone(port)
    })
    port.start()
    for (const resolve of this.#wanted.splice(0)) resolve(port)
  }

  async ask(question: Omit<SiteRequest, 'id'>): Promise<SiteAnswer> {
    const port = this.#port ?? (await this.#fresh())
    if (!port) return noCloud
    const id = this.#next++
    return new Promise((resolve) => {
      this.#open.set(id, { port, answered: resolve })
      port.postMessage({ ...question, id } satisfies SiteRequest)
    })
  }

  #closeIfDone(port: MessagePort) {
    const asked = [...this.#open.values()].some((question) => question.port === port)
    if (port !== this.#port && !asked) port.close()
  }

  async #fresh(): Promise<MessagePort | undefined> {
    const clients = await this.scope.clients.matchAll({ includeUncontrolled: true, type: 'window' })
    for (const client of clients)
      if (new URL(client.url).pathname === '/bridge.html')
        client.postMessage({ type: 'sandcloud-need-port' } satisfies BridgeMessage)
    return Promise.race([
      new Promise<MessagePort>((resolve) => this.#wanted.push(resolve)),
      new Promise<undefined>((resolve) => setTimeout(resolve, portPatience, undefined)),
    ])
  }
}

const noCloud: SiteAnswer = {
  id: 0,
  status: 503,
  statusText: 'Service Unavailable',
  headers: [['content-type', 'text/plain; charset=utf-8']],
  body: new TextEncoder().encode(
    'No Sandcloud page is open in this browser: open one, then reload this page.',
  ),
}
