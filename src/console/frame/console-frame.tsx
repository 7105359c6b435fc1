import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, useLocation } from 'react-router-dom'
import { Dock, useDock } from '../dock/index.ts'
import { FlashBar, useFlashes } from '../flashes/index.ts'
import { RouterLinks, useHref, useRegion } from '../place/index.ts'
import { usePreferences } from '../preferences.ts'
import { ErrorBoundary } from '../elements/error-boundary.tsx'
import { Loading } from '../elements/loading.tsx'
import { useNotices } from './notices.ts'
import { usePageState } from './page-store.ts'
import { useWatchSaving } from './save-state.ts'
import { Ec2Navigation } from './side-navigation.tsx'
import { TopBar } from './top-bar.tsx'

const PagesPanel = lazy(() => import('./pages-panel.tsx').then(({ PagesPanel }) => ({ default: PagesPanel })))

/** Everything around the page: top bar, navigation, flashes, split panel, and the dock below. */
export function ConsoleFrame() {
  const { pathname } = useLocation()
  const region = useRegion()
  const { navigationOpen, setNavigationOpen, setRegion } = usePreferences()
  const { contentType, splitHeader } = usePageState()
  const leave = useFlashes((state) => state.leave)
  // With a terminal open below there is no room for the list and its panel both: then it waits to be asked.
  const docked = useDock(({ open }) => open)
  const [splitOpen, setSplitOpen] = useState({ docked: false, alone: true })
  const split = docked ? 'docked' : 'alone'
  const [splitSize, setSplitSize] = useState(360)
  useNotices()
  useWatchSaving()
  useEffect(() => leave(pathname), [leave, pathname])
  useEffect(() => setRegion(region), [region, setRegion])
  return (
    <RouterLinks>
      <TopBar />
      <AppLayoutToolbar
        headerSelector="#top-bar"
        footerSelector="#dock"
        contentType={contentType}
        toolsHide
        navigationHide={!pathname.startsWith('/ec2')}
        navigation={<Ec2Navigation />}
        navigationOpen={navigationOpen}
        navigationWidth={240}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        breadcrumbs={<Breadcrumbs />}
        notifications={<FlashBar />}
        stickyNotifications
        splitPanelOpen={splitOpen[split]}
        splitPanelSize={splitSize}
        splitPanelPreferences={{ position: 'bottom' }}
        onSplitPanelToggle={({ detail }) => setSplitOpen({ ...splitOpen, [split]: detail.open })}
        onSplitPanelResize={({ detail }) => setSplitSize(detail.size)}
        splitPanel={
          splitHeader && (
            <ErrorBoundary place={pathname}>
              <Suspense>
                <PagesPanel header={splitHeader} />
              </Suspense>
            </ErrorBoundary>
          )
        }
        content={
          <ErrorBoundary place={pathname}>
            <TopOfPage key={pathname} />
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        }
      />
      <Dock />
    </RouterLinks>
  )
}

/** Another place is looked at from its top. */
function TopOfPage() {
  useEffect(() => {
    // In braces: newer browsers answer a promise, which is no clean-up.
    void scrollTo(0, 0)
  }, [])
  return null
}

function Breadcrumbs() {
  const href = useHref()
  const crumbs = usePageState((state) => state.crumbs)
  if (crumbs.length === 0) return null
  return <BreadcrumbGroup items={crumbs.map(({ text, path }) => ({ text, href: path ? href(path) : '#' }))} />
}
