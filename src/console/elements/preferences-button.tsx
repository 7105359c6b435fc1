import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import type { TablePreferences } from '../preferences.ts'
import type { Columns } from './table-preferences.tsx'

export interface PreferencesButtonProps {
  columns: Columns
  value: TablePreferences
  onChange: (preferences: TablePreferences) => void
}

export function PreferencesButton({ columns, value, onChange }: PreferencesButtonProps) {
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
