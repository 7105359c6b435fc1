import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { ReactNode } from 'react'
import { dash } from './dash.ts'

/** Labels and values of a details page, in columns. */
export function Fields({
  items,
  columns = 3,
}: {
  items: readonly [label: string, value: ReactNode][]
  columns?: number
}) {
  return (
    <KeyValuePairs
      columns={columns}
      items={items.map(([label, value]) => ({
        label,
        value: value === undefined || value === null || typeof value === 'string' ? dash(value) : value,
      }))}
    />
  )
}
