import { transfer } from 'comlink'
import { writeAddress } from '../sites/address.ts'
import type { BridgeMessage, DocumentMessage, WhereAnswer } from '../sites/messages.ts'
import { parseUrl } from '../sites/parse-url.ts'
import { sitesOrigin } from '../sites/origins.ts'
import type { SiteFrame } from './client.ts'
import type { Connection } from './connection.ts'

type NavigateHandler = Parameters<SiteFrame['onNavigate']>[0]

/** Opens addresses of the virtual internet in frames on the sites' origin. */
export const siteFrames = (cloud: Connection) => {
  let bridge: Promise<string> | undefined
  return async (url: string): Promise<SiteFrame> => {
    bridge ??= openBridge(cloud)
    const origin = await bridge.catch((error: unknown) => {
      bridge = undefined
      throw error
    })
    return siteFrame(origin, new URL(url))
  }
}

/** Frames the bridge and serves it ports to the cloud whenever the sites' service worker needs one. */
const openBridge = (cloud: Connection): Promise<string> => {
  const origin = sitesOrigin(location)
  if (!origin)
    return Promise.reject(
      new Error('This build has no second origin for sites (VITE_SITES_ORIGIN): pages cannot be shown.'),
    )
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.title = 'Bridge to the sites'
  frame.src = `${origin}/bridge.html`
  const lendPort = async () => {
    const { port1, port2 } = new MessageChannel()
    await cloud.ask((api, moved) => {
      // The port leads nowhere then: the sites' service worker gets another.
      moved.addEventListener('abort', () => void lendPort())
      return api.serveSites(transfer(port1, [port1]))
    })
    const message: BridgeMessage = { type: 'sandcloud-port', port: port2 }
    frame.contentWindow?.postMessage(message, origin, [port2])
  }
  return new Promise((resolve, reject) => {
    addEventListener('message', async ({ source, origin: from, data }: MessageEvent<BridgeMessage>) => {
      if (source !== frame.contentWindow || from !== origin) return
      if (data.type === 'sandcloud-need-port') await lendPort()
      if (data.type === 'sandcloud-bridge-failed') reject(new Error(data.reason))
      if (data.type === 'sandcloud-bridge-ready') {
        await lendPort()
        resolve(origin)
      }
    })
    document.body.append(frame)
  })
}

const siteFrame = (origin: string, target: URL): SiteFrame => {
  const id = crypto.randomUUID()
  const handlers = new Set<NavigateHandler>()
  let at = target
  return {
    src: origin + writeAddress({ frame: id, target }),
    // Its own origin, so that scripts and storage work there; no way to navigate the page around it.
    sandbox: 'allow-scripts allow-same-origin allow-forms allow-modals allow-downloads',
    attach(frame) {
      const onMessage = ({ source, origin: from, data }: MessageEvent<DocumentMessage>) => {
        if (source !== frame.contentWindow || from !== origin) return
        if (data.type === 'sandcloud-where') {
          const here: WhereAnswer = {
            type: 'sandcloud-here',
            address: writeAddress({ frame: id, target: at }),
          }
          frame.contentWindow?.postMessage(here, origin)
        } else if (data.type === 'sandcloud-document') {
          const url = parseUrl(data.url)
          if (!url || !/^https?:$/.test(url.protocol)) return
          at = url
          const state = { url: url.href, title: String(data.title).slice(0, 200), loading: data.loading }
          for (const handler of handlers) handler(state)
        }
      }
      addEventListener('message', onMessage)
      return () => removeEventListener('message', onMessage)
    },
    onNavigate(handler) {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
  }
}
