import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { type TablePreferences, usePreferences } from '../preferences.ts'
import type { ResourceColumn } from './resource-column.ts'

type Columns = readonly Pick<ResourceColumn<never>, 'id' | 'header' | 'hidden'>[]

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

interface TablePreferencesButtonProps {
  columns: Columns
  value: TablePreferences
  onChange: (preferences: TablePreferences) => void
}

export function TablePreferencesButton({ columns, value, onChange }: TablePreferencesButtonProps) {
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={value}
      onConfirm={({ detail }) => onChange(detail as TablePreferences)}
      pageSizePreference={{
        title: 'Page size',
        options: [10, 25, 50, 100].map((count) => ({ value: count, label: `${count} resources` })),
      }}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Show all of a cell’s text' }}
      contentDensityPreference={{ label: 'Compact mode', description: 'Show more rows at once' }}
      contentDisplayPreference={{
        title: 'Attribute columns',
        options: columns.map(({ id, header }, n) => ({ id, label: header, alwaysVisible: n === 0 })),
      }}
    />
  )
}
