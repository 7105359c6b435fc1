import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useThemeOnPage } from '../theme/use-dark.ts'

/** In place of the console when another worker has taken the account: nothing done here would be kept. */
export function Superseded({ text }: { text: string }) {
  useThemeOnPage()
  return (
    <main className="start">
      <h1>Sandcloud</h1>
      <Alert
        type="warning"
        header="Sandcloud runs in another tab now"
        action={<Button onClick={() => location.reload()}>Reload</Button>}
      >
        {text} Reload this page to go on here as well.
      </Alert>
    </main>
  )
}
