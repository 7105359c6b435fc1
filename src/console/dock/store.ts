import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

export type DockTab =
  | {
      id: string
      kind: 'terminal'
      title: string
      /** The terminal in the cloud, once it is open. */ terminalId?: string
    }
  | { id: string; kind: 'browser'; title: string; url: string }

interface DockState {
  tabs: readonly DockTab[]
  active: string | undefined
  open: boolean
  maximised: boolean
  height: number
  showTerminal(): void
  newTerminal(terminalId?: string): void
  /** Opens a page in the browser pane: in the pane that there is, or in a new one. */
  showBrowser(url?: string): void
  newBrowser(url?: string): void
  select(id: string): void
  close(id: string): void
  setTitle(id: string, title: string): void
  setTerminal(id: string, terminalId: string): void
  setUrl(id: string, url: string): void
  setOpen(open: boolean): void
  setMaximised(maximised: boolean): void
  setHeight(height: number): void
  /** Drops the tabs of terminals that have ended while no page was open; the one in view is replaced. */
  keepTerminals(alive: ReadonlySet<string>): void
}

const newId = () => crypto.randomUUID().slice(0, 8)

export const terminalTitle = 'My laptop'

/** The panes at the bottom. They belong to this tab of the learner's browser, and outlast its reload. */
export const useDock = create<DockState>()(
  persist(
    (set, get) => {
      const add = (tab: DockTab) => set(({ tabs }) => ({ tabs: [...tabs, tab], active: tab.id, open: true }))
      const change = (id: string, member: Partial<DockTab>) =>
        set(({ tabs }) => ({
          tabs: tabs.map((tab) => (tab.id === id ? ({ ...tab, ...member } as DockTab) : tab)),
        }))
      const last = (kind: DockTab['kind']) => {
        const { tabs, active } = get()
        return (
          tabs.find((tab) => tab.id === active && tab.kind === kind) ??
          tabs.findLast((tab) => tab.kind === kind)
        )
      }
      return {
        tabs: [],
        active: undefined,
        open: false,
        maximised: false,
        height: 340,
        showTerminal: () => {
          const tab = last('terminal')
          if (tab) set({ active: tab.id, open: true })
          else get().newTerminal()
        },
        newTerminal: (terminalId) =>
          add({ id: newId(), kind: 'terminal', title: terminalTitle, ...(terminalId && { terminalId }) }),
        showBrowser: (url) => {
          const tab = last('browser')
          if (!tab) return get().newBrowser(url)
          if (url) change(tab.id, { url })
          set({ active: tab.id, open: true })
        },
        newBrowser: (url = '') => add({ id: newId(), kind: 'browser', title: 'New tab', url }),
        select: (active) => set({ active }),
        close: (id) =>
          set(({ tabs, active }) => {
            const at = tabs.findIndex((tab) => tab.id === id)
            const rest = tabs.filter((tab) => tab.id !== id)
            const next = active === id ? (rest[at] ?? rest.at(-1))?.id : active
            return { tabs: rest, active: next, ...(rest.length === 0 && { open: false, maximised: false }) }
          }),
        setTitle: (id, title) => change(id, { title }),
        setTerminal: (id, terminalId) => change(id, { terminalId }),
        setUrl: (id, url) => change(id, { url }),
        setOpen: (open) => set({ open, ...(!open && { maximised: false }) }),
        setMaximised: (maximised) => set({ maximised }),
        setHeight: (height) => set({ height }),
        keepTerminals: (alive) => {
          for (const tab of get().tabs) {
            if (tab.kind !== 'terminal' || !tab.terminalId || alive.has(tab.terminalId)) continue
            // Who looks at it wants a terminal, and gets a new one.
            if (get().open && get().active === tab.id) get().newTerminal()
            get().close(tab.id)
          }
        },
      }
    },
    { name: 'sandcloud-dock', version: 1, storage: createJSONStorage(() => sessionStorage) },
  ),
)
