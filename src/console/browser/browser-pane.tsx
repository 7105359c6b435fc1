import './browser.css'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { paths, useHref } from '../place/index.ts'
import { AddressBar } from './address-bar.tsx'
import { addressOf } from './address.ts'
import { Explanation } from './explanation.tsx'
import {
  arrived,
  canGoBack,
  canGoForward,
  current,
  emptyHistory,
  type History,
  step,
  visit,
} from './history.ts'
import { SiteView } from './site-view.tsx'

interface BrowserPaneProps {
  /** Where somebody else sent this pane: a link in a terminal, a button on a page, the window's address. */
  url: string
  /** Where it is now. */
  onUrl: (url: string) => void
  onTitle: (title: string) => void
}

/** A small browser on the virtual internet. */
export function BrowserPane({ url: wanted, onUrl, onTitle }: BrowserPaneProps) {
  const [history, setHistory] = useState<History>(() => (wanted ? visit(emptyHistory, wanted) : emptyHistory))
  // Each load is a frame of its own: a reload of the same address too.
  const [loads, setLoads] = useState(0)
  const [loading, setLoading] = useState(!!wanted)
  const [explaining, setExplaining] = useState(false)
  const href = useHref()
  const url = current(history)

  const load = (next: History) => {
    setHistory(next)
    setLoads((count) => count + 1)
    setLoading(true)
  }
  const show = (next: History) => {
    load(next)
    onUrl(current(next) ?? '')
  }
  const [lastWanted, setLastWanted] = useState(wanted)
  if (wanted !== lastWanted) {
    setLastWanted(wanted)
    // What this pane told itself comes back, too.
    if (wanted && wanted !== url) load(visit(history, wanted))
  }

  const [target, setTarget] = useState<{ load: number; url: string }>()
  if (url && target?.load !== loads) setTarget({ load: loads, url })

  return (
    <div className="browser">
      <div className="browser-bar">
        <Button
          variant="icon"
          iconName="arrow-left"
          ariaLabel="Back"
          disabled={!canGoBack(history)}
          onClick={() => show(step(history, -1))}
        />
        <Button
          variant="icon"
          iconName="arrow-right"
          ariaLabel="Forward"
          disabled={!canGoForward(history)}
          onClick={() => show(step(history, 1))}
        />
        <Button
          variant="icon"
          iconName="refresh"
          ariaLabel="Reload page"
          disabled={!url}
          loading={loading}
          onClick={() => show(history)}
        />
        <AddressBar url={url ?? ''} onGo={(address) => show(visit(history, address.href))} />
        <Button
          disabled={!url}
          ariaExpanded={explaining}
          iconName="status-info"
          onClick={() => setExplaining(!explaining)}
        >
          Explain
        </Button>
        <Button
          variant="icon"
          iconName="external"
          ariaLabel="Open in a new window"
          disabled={!url}
          href={href(paths.browse, { url })}
          target="_blank"
        />
      </div>
      {explaining && url && <Explanation url={url} onClose={() => setExplaining(false)} />}
      {target ? (
        <SiteView
          key={target.load}
          url={target.url}
          onState={(state) => {
            setLoading(state.loading)
            const at = addressOf(state.url)
            if (at) {
              setHistory((before) => arrived(before, at.href))
              onUrl(at.href)
            }
            onTitle(state.title || at?.host || 'New tab')
          }}
          onLoaded={() => setLoading(false)}
        />
      ) : (
        <div className="browser-empty">
          <Alert>
            This browser is on Sandcloud’s own internet, like your laptop. Type the address of a server that
            you have started, for example <b>http://&lt;public IPv4 address&gt;:3000</b>.
          </Alert>
        </div>
      )}
    </div>
  )
}
