import Button from '@cloudscape-design/components/button'
import { lazy, Suspense } from 'react'
import { type TablePreferences, usePreferences } from '../preferences.ts'
import type { PreferencesButtonProps } from './preferences-button.tsx'
import type { ResourceColumn } from './resource-column.ts'

export type Columns = readonly Pick<ResourceColumn<never>, 'id' | 'header' | 'hidden'>[]

/** What was set for a table, completed for columns that have come since. */
export const useTablePreferences = (name: string, columns: Columns) => {
  const kept = usePreferences((state) => state.tables[name])
  const setTable = usePreferences((state) => state.setTable)
  const known = (kept?.contentDisplay ?? []).filter(({ id }) => columns.some((column) => column.id === id))
  const added = columns
    .filter(({ id }) => !known.some((column) => column.id === id))
    .map(({ id, hidden }) => ({ id, visible: !hidden }))
  const preferences: TablePreferences = { ...kept, contentDisplay: [...known, ...added] }
  return [preferences, (next: TablePreferences) => setTable(name, next)] as const
}

// What sorts columns by drag and drop is heavy, and nobody needs it to read a list.
const PreferencesButton = lazy(async () => ({
  default: (await import('./preferences-button.tsx')).PreferencesButton,
}))

export const TablePreferencesButton = (props: PreferencesButtonProps) => (
  <Suspense fallback={<Button variant="icon" iconName="settings" ariaLabel="Preferences" disabled />}>
    <PreferencesButton {...props} />
  </Suspense>
)
