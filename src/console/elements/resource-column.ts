import type { TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { dash } from './dash.ts'

/** One column of a list of resources: what it says is also what is filtered and sorted by. */
export interface ResourceColumn<T> {
  id: string
  header: string
  text: (item: T) => string | undefined
  cell?: (item: T) => ReactNode
  /** Sorted by this where the text would mislead: numbers, moments. */
  order?: (item: T) => number
  width?: number
  /** Not shown until the learner asks for it. */
  hidden?: boolean
  editConfig?: Pick<
    TableProps.EditConfig<T>,
    'ariaLabel' | 'editIconAriaLabel' | 'editingCell' | 'validation'
  >
}

export interface Row<T> {
  item: T
  /** The columns' texts by their ids, where the property filter looks for them. */
  [column: string]: unknown
}

export const rowsOf = <T>(items: readonly T[], columns: readonly ResourceColumn<T>[]): Row<T>[] =>
  items.map((item) => ({
    ...Object.fromEntries(columns.map(({ id, text }) => [id, text(item) ?? ''])),
    item,
  }))

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Room for a header in one line, with what sorts and what resizes beside it. */
const widthOf = (header: string) => Math.ceil(header.length * 8.4) + 70

export const definitionOf = <T>(column: ResourceColumn<T>): TableProps.ColumnDefinition<Row<T>> => {
  const { id, header, text, cell, order, width, editConfig } = column
  return {
    id,
    header,
    cell: ({ item }) => (cell ? cell(item) : dash(text(item))),
    sortingComparator: (a, b) =>
      order ? order(a.item) - order(b.item) : natural.compare(text(a.item) ?? '', text(b.item) ?? ''),
    minWidth: 90,
    width: Math.max(width ?? 0, widthOf(header)),
    ...(editConfig && { editConfig: editOf(editConfig) }),
  }
}

const editOf = <T>(config: NonNullable<ResourceColumn<T>['editConfig']>): TableProps.EditConfig<Row<T>> => {
  const { editingCell, validation, ...labels } = config
  return {
    ...labels,
    editingCell: ({ item }, context) => editingCell(item, context),
    ...(validation && { validation: ({ item }: Row<T>, value: unknown) => validation(item, value) }),
  }
}
