import I18nProvider from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { useEffect, useState } from 'react'
import { BrowserRouter } from 'react-router-dom'
import type { SandcloudClient } from '#host/client'
import { CloudProvider } from './data/index.ts'
import { ErrorBoundary } from './elements/error-boundary.tsx'
import { Places } from './routes.tsx'
import { Superseded } from './start/index.ts'
import { useThemeOnPage } from './theme/use-dark.ts'

export function App({ client }: { client: SandcloudClient }) {
  useThemeOnPage()
  const [superseded, setSuperseded] = useState<string>()
  useEffect(() => client.onSuperseded(setSuperseded), [client])
  if (superseded !== undefined) return <Superseded text={superseded} />
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <BrowserRouter basename={import.meta.env.BASE_URL}>
        <CloudProvider client={client}>
          <ErrorBoundary>
            <Places />
          </ErrorBoundary>
        </CloudProvider>
      </BrowserRouter>
    </I18nProvider>
  )
}
