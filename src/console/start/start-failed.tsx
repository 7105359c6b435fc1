import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense } from 'react'
import { UnsupportedBrowser } from '#host/client'
import { ErrorBoundary } from '../elements/error-boundary.tsx'
import { StartPage } from './start-page.tsx'

// Seldom needed: not part of every page's first load.
const BeginAnew = lazy(async () => ({ default: (await import('./begin-anew.tsx')).BeginAnew }))

/** The page in place of the console when the cloud cannot start: why, and what helps. */
export function StartFailed({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof UnsupportedBrowser)
    return (
      <StartPage type="error" header="Sandcloud cannot run here">
        {message}
      </StartPage>
    )
  return (
    <StartPage type="error" header="The practice cloud did not start" again="Try again">
      <SpaceBetween size="s">
        {message}
        <ErrorBoundary>
          <Suspense>
            <BeginAnew />
          </Suspense>
        </ErrorBoundary>
      </SpaceBetween>
    </StartPage>
  )
}
