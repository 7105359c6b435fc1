import type { AppLayoutProps } from '@cloudscape-design/components/app-layout'
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useRegion } from '../place/index.ts'
import { usePreferences } from '../preferences.ts'
import { type Crumb, usePageState } from './page-store.ts'

interface PageProps {
  /** The name of the place, first in the window's title: "Instances | EC2 | us-east-1". */
  title: string
  service?: 'EC2'
  crumbs?: readonly Crumb[]
  contentType?: AppLayoutProps.ContentType
  children: ReactNode
}

/** A page of the console: it names itself to the window, the breadcrumbs and the list of recent visits. */
export function Page({ title, service, crumbs = [], contentType = 'default', children }: PageProps) {
  const region = useRegion()
  const setPage = usePageState((state) => state.setPage)
  const visited = usePreferences((state) => state.visited)
  const trail = JSON.stringify(crumbs)
  useLayoutEffect(() => {
    setPage({ crumbs: JSON.parse(trail) as Crumb[], contentType })
  }, [setPage, trail, contentType])
  useEffect(() => {
    document.title = service ? `${title} | ${service} | ${region}` : `${title} | Sandcloud`
  }, [title, service, region])
  useEffect(() => {
    if (service) visited(service)
  }, [service, visited])
  return children
}

export const splitSlot = 'split-panel-slot'

/** Shows its children in the frame's split panel, for as long as it is rendered. */
export function PageSplitPanel({ header, children }: { header: string; children: ReactNode }) {
  const setHeader = usePageState((state) => state.setSplitHeader)
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  useEffect(() => {
    setHeader(header)
  }, [header, setHeader])
  useEffect(() => () => setHeader(undefined), [setHeader])
  useEffect(() => {
    // The frame renders the slot after this page, and again whenever the panel is opened.
    const find = () => setSlot(document.getElementById(splitSlot))
    find()
    const observer = new MutationObserver(find)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [])
  return slot && createPortal(children, slot)
}
