import './dock.css'
import { lazy, Suspense } from 'react'
import { ErrorBoundary } from '../elements/error-boundary.tsx'
import { Loading } from '../elements/loading.tsx'
import { useDock } from './store.ts'

const DockPanel = lazy(() => import('./dock-panel.tsx').then(({ DockPanel }) => ({ default: DockPanel })))

/** The panes at the bottom of the window; their code comes when the first one is opened. */
export function Dock() {
  const { open, tabs, height, maximised } = useDock()
  if (tabs.length === 0) return <footer id="dock" />
  return (
    <footer
      id="dock"
      className={maximised ? 'dock dock-maximised' : 'dock'}
      hidden={!open}
      style={maximised ? undefined : { blockSize: height }}
    >
      <ErrorBoundary>
        <Suspense fallback={<Loading text="Opening" />}>
          <DockPanel />
        </Suspense>
      </ErrorBoundary>
    </footer>
  )
}
