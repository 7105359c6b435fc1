import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useEffect, useRef, useState } from 'react'
import { useClient } from '../data/index.ts'
import { type DockTab, useDock } from '../dock/index.ts'
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

/** A small browser on the virtual internet. */
export function BrowserPane({ tab }: { tab: Pick<DockTab & { kind: 'browser' }, 'id' | 'url'> }) {
  const [history, setHistory] = useState<History>(() =>
    tab.url ? visit(emptyHistory, tab.url) : emptyHistory,
  )
  // Each load is a frame of its own: a reload of the same address too.
  const [load, setLoad] = useState(0)
  const [loading, setLoading] = useState(!!tab.url)
  const [explaining, setExplaining] = useState(false)
  const { setTitle, setUrl } = useDock()
  const url = current(history)

  const show = (next: History) => {
    setHistory(next)
    setLoad((count) => count + 1)
    setLoading(true)
    setUrl(tab.id, current(next) ?? '')
  }
  // Somebody else sent this pane to an address: a link in a terminal, a button on a page.
  const shownUrl = useRef(tab.url)
  useEffect(() => {
    if (tab.url === shownUrl.current) return
    shownUrl.current = tab.url
    if (tab.url && tab.url !== url) show(visit(history, tab.url))
  })

  const [target, setTarget] = useState<{ load: number; url: string }>()
  if (url && target?.load !== load) setTarget({ load, url })

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
              shownUrl.current = at.href
              setHistory((before) => arrived(before, at.href))
              setUrl(tab.id, at.href)
            }
            setTitle(tab.id, state.title || at?.host || 'New tab')
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
