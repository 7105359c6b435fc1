import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { BrowserPane } from '../browser/index.ts'
import { ConnectionWaits } from './connection-waits.tsx'
import { FileButtons } from './files/index.ts'
import { ResizeHandle } from './resize-handle.tsx'
import { type DockTab, useDock } from './store.ts'
import { TabStrip } from './tab-strip.tsx'
import { TerminalPane } from './terminal-pane.tsx'
import { useLivingTerminals } from './use-living-terminals.ts'

export function DockPanel() {
  const dock = useDock()
  const ready = useLivingTerminals()
  const active = dock.tabs.find(({ id }) => id === dock.active)
  return (
    <>
      {!dock.maximised && <ResizeHandle height={dock.height} onResize={dock.setHeight} />}
      <div className="dock-bar">
        <TabStrip />
        <ButtonDropdown
          variant="icon"
          iconName="add-plus"
          ariaLabel="New tab"
          expandToViewport
          items={[
            { id: 'terminal', text: 'New terminal', iconName: 'command-prompt' },
            { id: 'browser', text: 'New browser tab', iconName: 'globe' },
          ]}
          onItemClick={({ detail }) => (detail.id === 'terminal' ? dock.newTerminal() : dock.newBrowser())}
        />
        <span className="dock-space" />
        {active?.kind === 'terminal' && <FileButtons terminalId={active.terminalId} />}
        <Button
          variant="icon"
          iconName={dock.maximised ? 'exit-full-screen' : 'full-screen'}
          ariaLabel={dock.maximised ? 'Restore panel size' : 'Maximize panel'}
          onClick={() => dock.setMaximised(!dock.maximised)}
        />
        <Button
          variant="icon"
          iconName="angle-down"
          ariaLabel="Hide panel"
          onClick={() => dock.setOpen(false)}
        />
      </div>
      <ConnectionWaits />
      {ready &&
        dock.tabs.map((tab) => <Pane key={tab.id} tab={tab} shown={dock.open && tab.id === dock.active} />)}
    </>
  )
}

/** Every tab stays mounted: a hidden terminal goes on writing, a hidden page keeps its state. */
function Pane({ tab, shown }: { tab: DockTab; shown: boolean }) {
  const { setUrl, setTitle } = useDock()
  return (
    <div
      role="tabpanel"
      id={`dock-panel-${tab.id}`}
      aria-labelledby={`dock-tab-${tab.id}`}
      className="dock-pane"
      hidden={!shown}
    >
      {tab.kind === 'terminal' ? (
        <TerminalPane tab={tab} shown={shown} />
      ) : (
        <BrowserPane
          url={tab.url}
          onUrl={(url) => setUrl(tab.id, url)}
          onTitle={(title) => setTitle(tab.id, title)}
        />
      )}
    </div>
  )
}
