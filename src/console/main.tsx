import './theme/page.css'
import { createRoot } from 'react-dom/client'
import { connectClient } from '#host/client'
import { App } from './app.tsx'
import { StartFailed } from './start/index.ts'

// Until the cloud answers, index.html's own words stand on the page.
const root = createRoot(document.getElementById('root')!)
connectClient().then(
  (client) => root.render(<App client={client} />),
  (error: unknown) => root.render(<StartFailed error={error} />),
)
