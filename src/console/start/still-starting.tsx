import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useThemeOnPage } from '../theme/use-dark.ts'

/** In place of the first words when they have stood for long: a worker that does not answer says nothing. */
export function StillStarting() {
  useThemeOnPage()
  return (
    <main className="start">
      <h1>Sandcloud</h1>
      <Alert
        type="info"
        header="The practice cloud is still starting"
        action={<Button onClick={() => location.reload()}>Reload</Button>}
      >
        It takes longer than usual. If a reload does not help, close all other tabs of Sandcloud and try
        again. What you made is kept.
      </Alert>
    </main>
  )
}
