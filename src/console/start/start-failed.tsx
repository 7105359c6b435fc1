import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { UnsupportedBrowser } from '#host/client'
import { useThemeOnPage } from '../theme/use-dark.ts'

/** The page in place of the console when the cloud cannot start: why, and what helps. */
export function StartFailed({ error }: { error: unknown }) {
  useThemeOnPage()
  const unsupported = error instanceof UnsupportedBrowser
  const message = error instanceof Error ? error.message : String(error)
  return (
    <main className="start">
      <h1>Sandcloud</h1>
      <Alert
        type="error"
        header={unsupported ? 'Sandcloud cannot run here' : 'The practice cloud did not start'}
        action={!unsupported && <Button onClick={() => location.reload()}>Try again</Button>}
      >
        {message}
      </Alert>
    </main>
  )
}
