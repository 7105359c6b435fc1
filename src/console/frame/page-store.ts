import type { AppLayoutProps } from '@cloudscape-design/components/app-layout'
import { create } from 'zustand'

export interface Crumb {
  text: string
  /** A path of the console; the last crumb is the place itself and needs none. */
  path?: string
}

/** What the page that is shown tells the frame around it. */
interface PageState {
  crumbs: readonly Crumb[]
  contentType: AppLayoutProps.ContentType
  /** The header of the split panel, while the page has something in it. */
  splitHeader: string | undefined
  setPage(page: { crumbs: readonly Crumb[]; contentType: AppLayoutProps.ContentType }): void
  setSplitHeader(header: string | undefined): void
}

export const usePageState = create<PageState>()((set) => ({
  crumbs: [],
  contentType: 'default',
  splitHeader: undefined,
  setPage: (page) => set(page),
  setSplitHeader: (splitHeader) => set({ splitHeader }),
}))
