import { parseUrl } from './parse-url.ts'
/**
 * How an address of the virtual internet is written on the sites' own origin, for the navigation that
 * begins a document: `/~go/<frame>/<scheme>/<host:port>/<path>?<query>`. The first script of the document
 * then shows the real path; a service worker still finds the address in the client's creation URL.
 */
export interface SiteAddress {
  frame: string
  /** The address in the virtual internet. */
  target: URL
}

const form = /^\/~go\/([\w-]{1,64})\/(https?)\/([^/]+)(\/.*)?$/

export const readAddress = (url: URL): SiteAddress | undefined => {
  const [, frame, scheme, host, path] = form.exec(url.pathname) ?? []
  if (!frame || !scheme || !host) return undefined
  const target = parseUrl(`${scheme}://${host}${path ?? '/'}${url.search}${url.hash}`)
  return target ? { frame, target } : undefined
}

export const writeAddress = ({ frame, target }: SiteAddress): string =>
  `/~go/${frame}/${target.protocol.replace(':', '')}/${target.host}${target.pathname}${target.search}${target.hash}`
