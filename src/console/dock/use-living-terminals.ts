import { useEffect, useState } from 'react'
import { useClient } from '../data/index.ts'
import { useDock } from './store.ts'

/**
 * Terminals live in the cloud's worker and outlast this page. The first time that the dock opens it is
 * matched with them: tabs of ended ones go, and a page that has none takes up those that are running.
 */
export const useLivingTerminals = (): boolean => {
  const client = useClient()
  const [ready, setReady] = useState(false)
  useEffect(() => {
    let gone = false
    const match = async () => {
      const living = await client.terminals()
      if (gone) return
      const dock = useDock.getState()
      const fresh = dock.tabs.filter((tab) => tab.kind === 'terminal' && !tab.terminalId)
      dock.keepTerminals(new Set(living.map(({ id }) => id)))
      const held = useDock.getState().tabs.some((tab) => tab.kind === 'terminal' && tab.terminalId)
      // A running shell is better than a new one.
      if (fresh[0] && !held && living[0]) dock.setTerminal(fresh[0].id, living[0].id)
      setReady(true)
    }
    match().catch(() => setReady(true))
    return () => {
      gone = true
    }
  }, [client])
  return ready
}
