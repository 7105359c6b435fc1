import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { useCallback, useEffect, useState } from 'react'
import type { TerminalEnd, TerminalScreen } from '#host/client'
import { TerminalView } from '#terminal'
import { useClient } from '../data/index.ts'
import { Loading } from '../elements/loading.tsx'
import { DropZone } from './files/index.ts'
import { useDark } from '../theme/use-dark.ts'
import { type DockTab, terminalTitle, useDock } from './store.ts'

/** The size until the screen has been measured: then the terminal is told. */
const firstSize = { columns: 100, rows: 18 }

export function TerminalPane({ tab, shown }: { tab: DockTab & { kind: 'terminal' }; shown: boolean }) {
  const client = useClient()
  const dark = useDark()
  const [screen, setScreen] = useState<TerminalScreen>()
  const [failure, setFailure] = useState<string>()
  const [ended, setEnded] = useState<TerminalEnd>()
  const { setTitle, setTerminal, showBrowser, newTerminal, close } = useDock()
  const { id } = tab

  useEffect(() => {
    let attached: TerminalScreen | undefined
    let gone = false
    const open = async () => {
      const known = useDock.getState().tabs.find((other) => other.id === id)
      const terminalId = known?.kind === 'terminal' ? known.terminalId : undefined
      attached = terminalId
        ? await client.attachTerminal(terminalId, firstSize)
        : await client.openTerminal(firstSize)
      if (gone) return leave(attached, id)
      setTerminal(id, attached.id)
      setScreen(attached)
    }
    open().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)))
    return () => {
      gone = true
      if (attached) leave(attached, id)
    }
  }, [client, id, setTerminal])

  const onTitle = useCallback((title: string) => setTitle(id, title || terminalTitle), [id, setTitle])
  const again = () => {
    close(id)
    newTerminal()
  }
  if (failure)
    return (
      <Alert
        type="error"
        header="The terminal could not be opened"
        action={<Button onClick={again}>Try again</Button>}
      >
        {failure}
      </Alert>
    )
  if (!screen) return <Loading text="Opening the terminal of your laptop" />
  return (
    <>
      {ended !== undefined && (
        <div className="terminal-ended" role="status">
          <span>
            {ended === 'moved'
              ? 'This terminal ran in a tab that was closed, and ended with it.'
              : `This terminal has ended (exit status ${ended}).`}
          </span>
          <Button variant="inline-link" onClick={again}>
            New terminal
          </Button>
          <Button variant="inline-link" onClick={() => close(id)}>
            Close tab
          </Button>
        </div>
      )}
      <DropZone terminalId={screen.id}>
        <TerminalView
          key={screen.id}
          screen={screen}
          dark={dark}
          shown={shown}
          onTitle={onTitle}
          onExit={setEnded}
          onLink={showBrowser}
        />
      </DropZone>
    </>
  )
}

/** A tab that was closed ends its terminal; a page that goes leaves it running. */
const leave = (screen: TerminalScreen, tabId: string) => {
  if (useDock.getState().tabs.some(({ id }) => id === tabId)) screen.detach()
  else screen.close()
}
