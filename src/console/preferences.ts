import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Theme = 'light' | 'dark' | 'system'

/** What a learner has set about one table. */
export interface TablePreferences {
  pageSize?: number
  wrapLines?: boolean
  contentDensity?: 'comfortable' | 'compact'
  contentDisplay?: readonly { id: string; visible: boolean }[]
}

interface Preferences {
  theme: Theme
  region: string
  navigationOpen: boolean
  tables: Record<string, TablePreferences>
  /** Services by the time of the last visit, the newest first. */
  recent: string[]
  setTheme(theme: Theme): void
  setRegion(region: string): void
  setNavigationOpen(open: boolean): void
  setTable(name: string, preferences: TablePreferences): void
  visited(service: string): void
}

/** Kept in this browser, apart from the account: how the console looks, never what it holds. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'system',
      region: 'us-east-1',
      navigationOpen: true,
      tables: {},
      recent: [],
      setTheme: (theme) => set({ theme }),
      setRegion: (region) => set({ region }),
      setNavigationOpen: (navigationOpen) => set({ navigationOpen }),
      setTable: (name, preferences) => set(({ tables }) => ({ tables: { ...tables, [name]: preferences } })),
      visited: (service) =>
        set(({ recent }) =>
          recent[0] === service ? {} : { recent: [service, ...recent.filter((other) => other !== service)] },
        ),
    }),
    { name: 'sandcloud-preferences', version: 1 },
  ),
)
