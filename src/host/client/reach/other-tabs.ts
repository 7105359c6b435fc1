import type { BrokerAnswer, BrokerRequest } from '../../tabs/messages.ts'

/** How long to wait for a tab's answer before asking again, in milliseconds. */
const patience = 1000

/** Pages hand ports to each other through a service worker, which fetches nothing and controls no page. */
const broker = async (): Promise<ServiceWorker> => {
  const base = import.meta.env.BASE_URL
  const registration = await navigator.serviceWorker.register(`${base}tabs-worker.js`, {
    scope: `${base}~tabs/`,
  })
  const worker = registration.active ?? registration.waiting ?? registration.installing!
  while (worker.state !== 'activated')
    await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }))
  return worker
}

/** Resolves with a port to the worker of the tab that leads. */
export const askOtherTab = async (signal: AbortSignal): Promise<MessagePort> => {
  const worker = await broker()
  return new Promise((resolve) => {
    if (signal.aborted) return
    const ask = () => worker.postMessage({ type: 'wanted' } satisfies BrokerRequest)
    const again = setInterval(ask, patience)
    const answered = ({ data, ports }: MessageEvent<BrokerAnswer>) => {
      if (data.type === 'port') resolve(ports[0]!)
    }
    navigator.serviceWorker.addEventListener('message', answered, { signal })
    signal.addEventListener('abort', () => clearInterval(again))
    navigator.serviceWorker.startMessages()
    ask()
  })
}

/** Answers other tabs until it is stopped: `serve` gets the worker's end of a new channel for each. */
export const onAsked = (serve: (port: MessagePort) => void): (() => void) => {
  const answer = ({ data, source }: MessageEvent<BrokerAnswer>) => {
    if (data.type !== 'wanted') return
    const { port1, port2 } = new MessageChannel()
    serve(port1)
    ;(source as ServiceWorker).postMessage({ type: 'port', to: data.by } satisfies BrokerRequest, [port2])
  }
  navigator.serviceWorker.addEventListener('message', answer)
  navigator.serviceWorker.startMessages()
  return () => navigator.serviceWorker.removeEventListener('message', answer)
}
