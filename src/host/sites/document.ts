import { readAddress, writeAddress } from './address.ts'
import { parseUrl } from './parse-url.ts'
import type { DocumentMessage, WhereAnswer } from './messages.ts'

/**
 * The first script of every document in the browser pane. It shows the site its own path, keeps
 * navigations and forms on the virtual host they mean, and tells the pane where the document is.
 */
declare global {
  var sandcloudDocument: { address: string } | undefined
}

const settings = globalThis.sandcloudDocument
delete globalThis.sandcloudDocument
document.currentScript?.remove()
const here = settings && readAddress(new URL(settings.address, location.origin))
if (here) start(here.frame, here.target)

function start(frame: string, target: URL) {
  const showing = () => new URL(location.pathname + location.search + location.hash, target)
  const tell = (loading: boolean) =>
    parent.postMessage(
      {
        type: 'sandcloud-document',
        url: showing().href,
        title: document.title,
        loading,
      } satisfies DocumentMessage,
      '*',
    )
  history.replaceState({ sandcloud: settings!.address }, '', target.pathname + target.search + target.hash)
  tell(true)
  addEventListener('DOMContentLoaded', () => tell(true))
  addEventListener('load', () => tell(false))
  addEventListener('pageshow', ({ persisted }) => persisted && tell(false))

  /** What an address in this document means on the virtual internet, written for our origin. */
  const rewritten = (address: string): string | undefined => {
    const url = parseUrl(address, location.href)
    if (!url || !/^https?:$/.test(url.protocol) || url.pathname.startsWith('/~go/')) return undefined
    const meant = url.origin === location.origin ? new URL(url.pathname + url.search + url.hash, target) : url
    return writeAddress({ frame, target: meant })
  }

  // Links, location.assign and the like. A form's POST goes through its submit event below.
  window.navigation?.addEventListener('navigate', (event) => {
    tell(!event.hashChange)
    if (event.hashChange || event.formData || event.downloadRequest !== null || !event.cancelable) return
    if (event.navigationType === 'traverse' || event.navigationType === 'reload') return
    // pushState and replaceState by the site's own router.
    if (event.destination.sameDocument) return
    const address = rewritten(event.destination.url)
    if (!address) return
    event.preventDefault()
    if (event.navigationType === 'replace') location.replace(address)
    else location.assign(address)
  })
  window.navigation?.addEventListener('currententrychange', () => tell(document.readyState !== 'complete'))

  addEventListener(
    'submit',
    ({ target: form, submitter, defaultPrevented }) => {
      if (!(form instanceof HTMLFormElement) || defaultPrevented) return
      const own = submitter?.getAttribute('formaction')
      const address = rewritten(own ?? form.getAttribute('action') ?? location.href)
      if (!address) return
      // A GET form replaces the query, which the rewritten address keeps room for.
      if (own) submitter!.setAttribute('formaction', address)
      else form.setAttribute('action', address)
    },
    // After the site's own handlers, which may cancel it.
    false,
  )

  // A frame inside this document asks as this one would.
  addEventListener('message', ({ data, source }: MessageEvent<DocumentMessage>) => {
    if (data?.type !== 'sandcloud-where' || !source) return
    const answer: WhereAnswer = { type: 'sandcloud-here', address: settings!.address }
    source.postMessage(answer, { targetOrigin: location.origin })
  })
}
