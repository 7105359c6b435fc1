import { useEffect, useState } from 'react'
import { BrowserPane } from '../browser/index.ts'
import { useQueryParam } from '../place/index.ts'

/** The browser pane with a window to itself. */
export function BrowsePage() {
  const [url, setUrl] = useQueryParam('url')
  // The window's address follows the pane, and sends it somewhere only once.
  const [first] = useState(url ?? '')
  const [title, setTitle] = useState('')
  useEffect(() => {
    document.title = title ? `${title} | Sandcloud browser` : 'Sandcloud browser'
  }, [title])
  return (
    <main className="browser-window">
      <BrowserPane url={first} onUrl={setUrl} onTitle={setTitle} />
    </main>
  )
}
