import type { BridgeMessage } from './messages.ts'
import { appOrigin } from './origins.ts'

/**
 * A hidden frame of the app on the sites' origin: it registers the service worker and hands it the ports
 * that the app sends. It believes the app's origin only, and is on its own what the worker believes.
 */
const app = appOrigin(location)

const toApp = (message: BridgeMessage) => parent.postMessage(message, app)

addEventListener('message', async ({ origin, source, data }: MessageEvent<BridgeMessage>) => {
  if (origin !== app || source !== parent || data.type !== 'sandcloud-port') return
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ type: 'sandcloud-port', port: data.port } satisfies BridgeMessage, [data.port])
})

const start = async () => {
  const { serviceWorker } = navigator
  serviceWorker.addEventListener('message', ({ data }: MessageEvent<BridgeMessage>) => {
    if (data.type === 'sandcloud-need-port') toApp(data)
  })
  serviceWorker.startMessages()
  await serviceWorker.register('/sites-worker.js', { scope: '/' })
  await serviceWorker.ready
  toApp({ type: 'sandcloud-bridge-ready' })
}

start().catch((error: unknown) => toApp({ type: 'sandcloud-bridge-failed', reason: String(error) }))
