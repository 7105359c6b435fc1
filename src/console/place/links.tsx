import { type MouseEvent, type ReactNode, useCallback } from 'react'
import { useNavigate } from 'react-router-dom'
import { useRegion } from './region.ts'

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

type Query = Record<string, string | undefined>

const withQuery = (path: string, query: Query): string => {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  const search = new URLSearchParams(entries).toString()
  return search ? `${path}?${search}` : path
}

/** Makes hrefs of places in the region that is being looked at. */
export const useHref = () => {
  const region = useRegion()
  return useCallback(
    (path: string, query: Query = {}) => base + withQuery(path, { region, ...query }),
    [region],
  )
}

/** Goes to a place in the region that is being looked at. */
export const useGo = () => {
  const navigate = useNavigate()
  const region = useRegion()
  return useCallback(
    (path: string, query: Query = {}) => void navigate(withQuery(path, { region, ...query })),
    [navigate, region],
  )
}

/** Follows every link to a place of the console without loading the page anew. */
export function RouterLinks({ children }: { children: ReactNode }) {
  const navigate = useNavigate()
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element).closest?.('a')
    if (!link?.href || (link.target && link.target !== '_self') || link.hasAttribute('download')) return
    const url = new URL(link.href)
    if (!/^https?:$/.test(url.protocol) || url.origin !== location.origin) return
    if (!url.pathname.startsWith(base)) return
    if (url.hash && url.pathname === location.pathname) return
    event.preventDefault()
    void navigate(url.pathname.slice(base.length) + url.search + url.hash)
  }
  // Keys reach links as clicks: there is no second way to handle.
  return (
    <div role="presentation" onClick={follow}>
      {children}
    </div>
  )
}
