import './theme/page.css'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { connectClient } from '#host/client'
import { App } from './app.tsx'
import { StartFailed, StillStarting } from './start/index.ts'

// Until the cloud answers, index.html's own words stand on the page.
const root = createRoot(document.getElementById('root')!)
const patience = 15_000
const waiting = setTimeout(() => root.render(<StillStarting />), patience)
const show = (page: ReactNode) => {
  clearTimeout(waiting)
  root.render(page)
}
connectClient().then(
  (client) => show(<App client={client} />),
  (error: unknown) => show(<StartFailed error={error} />),
)
