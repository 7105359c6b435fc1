import Alert, { type AlertProps } from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import type { ReactNode } from 'react'
import { useThemeOnPage } from '../theme/use-dark.ts'

interface StartPageProps {
  type: AlertProps.Type
  header: string
  /** The words of the button that loads the page again; without them there is none. */
  again?: string | undefined
  children: ReactNode
}

/** What stands in place of the console while, or when, there is no cloud behind it. */
export function StartPage({ type, header, again, children }: StartPageProps) {
  useThemeOnPage()
  return (
    <main className="start">
      <h1>Sandcloud</h1>
      <Alert
        type={type}
        header={header}
        action={again && <Button onClick={() => location.reload()}>{again}</Button>}
      >
        {children}
      </Alert>
    </main>
  )
}
