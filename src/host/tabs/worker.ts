import type { BrokerAnswer, BrokerRequest } from './messages.ts'

declare const self: ServiceWorkerGlobalScope

/**
 * The broker between tabs where there is no shared worker: it carries ports from the tab whose worker runs the
 * cloud to the others. It keeps nothing, since browsers end service workers as they like.
 */
self.addEventListener('message', (event) => {
  const asker = event.source as WindowClient | null
  if (!asker) return
  const request = event.data as BrokerRequest
  event.waitUntil(request.type === 'wanted' ? pass(asker.id) : give(request.to, event.ports[0]!))
})

const pass = async (by: string) => {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const question: BrokerAnswer = { type: 'wanted', by }
  for (const tab of tabs) if (tab.id !== by) tab.postMessage(question)
}

const give = async (to: string, port: MessagePort) => {
  const answer: BrokerAnswer = { type: 'port' }
  const tab = await self.clients.get(to)
  tab?.postMessage(answer, [port])
}
