import { useCollection } from '@cloudscape-design/collection-hooks'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import PropertyFilter from '@cloudscape-design/components/property-filter'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { type ReactNode, useMemo } from 'react'
import type { Query } from '../data/index.ts'
import { useQueryParam } from '../place/index.ts'
import { Actions } from './actions.tsx'
import { readFilter, writeFilter } from './filter-in-url.ts'
import { Problem } from './problem.tsx'
import { definitionOf, type ResourceColumn, type Row, rowsOf } from './resource-column.ts'
import { TablePreferencesButton, useTablePreferences } from './table-preferences.tsx'

interface ResourceTableProps<T> {
  /** One word: it names the preferences. */
  name: string
  title: string
  /** "instance": in labels, with -s for many. */
  noun: string
  items: readonly T[]
  query: Pick<Query<unknown>, 'loading' | 'refreshing' | 'error' | 'refresh'>
  columns: readonly ResourceColumn<T>[]
  idOf: (item: T) => string
  selected: readonly string[]
  onSelect: (ids: string[]) => void
  selectionType?: 'single' | 'multi'
  actions: ReactNode
  /** What to do when there is none yet. */
  empty: ReactNode
  description?: ReactNode
  submitEdit?: (item: T, columnId: string, value: string) => Promise<void>
}

/** A list of resources as EC2's lists are: filter in the address, preferences, pages, selection. */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { name, title, noun, items, query, columns, idOf, selected, onSelect } = props
  const [preferences, setPreferences] = useTablePreferences(name, columns)
  const [filter, setFilter] = useQueryParam('filter')
  const rows = useMemo(() => rowsOf(items, columns), [items, columns])
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const properties = useMemo(
    () =>
      columns.map(({ id, header }) => ({
        key: id,
        propertyLabel: header,
        groupValuesLabel: `${header} values`,
        operators: ['=' as const, '!=' as const, ':' as const, '!:' as const, '^' as const],
      })),
    [columns],
  )
  const collection = useCollection(rows, {
    propertyFiltering: {
      filteringProperties: properties,
      defaultQuery: readFilter(
        filter,
        columns.map(({ id }) => id),
      ),
    },
    pagination: { pageSize: preferences.pageSize ?? 50 },
    sorting: {},
    selection: {},
  })
  const { propertyFilterProps, actions } = collection
  const clear = () => {
    actions.setPropertyFiltering({ tokens: [], operation: 'and' })
    setFilter(undefined)
  }
  const rowId = (row: Row<T>) => idOf(row.item)
  const chosen = rows.filter((row) => selected.includes(rowId(row)))
  const counter = chosen.length > 0 ? `(${chosen.length}/${items.length})` : `(${items.length})`

  return (
    <Table
      {...collection.collectionProps}
      items={collection.items}
      columnDefinitions={definitions}
      trackBy={rowId}
      variant="full-page"
      stickyHeader
      resizableColumns
      enableKeyboardNavigation
      loading={query.loading}
      loadingText={`Loading ${noun}s`}
      selectionType={props.selectionType ?? 'multi'}
      selectedItems={chosen}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems.map(rowId))}
      empty={<Nothing {...props} onClear={clear} />}
      onRowClick={({ detail }) => onSelect([rowId(detail.item)])}
      ariaLabels={ariaLabels(title, rowId)}
      {...(preferences.contentDisplay && { columnDisplay: preferences.contentDisplay })}
      {...(preferences.contentDensity && { contentDensity: preferences.contentDensity })}
      wrapLines={preferences.wrapLines ?? false}
      {...(props.submitEdit && {
        submitEdit: (row: Row<T>, column: TableProps.ColumnDefinition<Row<T>>, value: unknown) =>
          props.submitEdit!(row.item, column.id!, String(value ?? '')),
      })}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={counter}
          description={props.description}
          actions={
            <Actions>
              <Button
                iconName="refresh"
                ariaLabel={`Refresh ${noun}s`}
                loading={query.refreshing && !query.loading}
                onClick={query.refresh}
              />
              {props.actions}
            </Actions>
          }
        >
          {title}
        </Header>
      }
      filter={
        <PropertyFilter
          {...propertyFilterProps}
          onChange={({ detail }) => {
            actions.setPropertyFiltering(detail)
            setFilter(writeFilter(detail))
          }}
          filteringPlaceholder={`Find ${noun} by attribute or tag`}
          filteringAriaLabel={`Find ${noun}s`}
          countText={
            collection.filteredItemsCount === undefined ? '' : matches(collection.filteredItemsCount)
          }
          expandToViewport
        />
      }
      pagination={
        <Pagination
          {...collection.paginationProps}
          pagesCount={Math.max(1, collection.paginationProps.pagesCount)}
        />
      }
      preferences={<TablePreferencesButton columns={columns} value={preferences} onChange={setPreferences} />}
    />
  )
}

const matches = (count: number) => (count === 1 ? '1 match' : `${count} matches`)

const ariaLabels = <T,>(title: string, rowId: (row: Row<T>) => string): TableProps.AriaLabels<Row<T>> => ({
  tableLabel: title,
  selectionGroupLabel: `${title} selection`,
  allItemsSelectionLabel: () => `Select all`,
  itemSelectionLabel: (_, row) => `Select ${rowId(row)}`,
  activateEditLabel: (column, row: Row<T>) => `Edit ${String(column.header)} of ${rowId(row)}`,
  cancelEditLabel: (column) => `Cancel editing ${String(column.header)}`,
  submitEditLabel: (column) => `Save ${String(column.header)}`,
})

interface NothingProps extends Pick<ResourceTableProps<unknown>, 'noun' | 'query' | 'empty'> {
  items: readonly unknown[]
  onClear: () => void
}

/** Why no row is shown: the cloud answered with an error, there is nothing, or nothing that matches. */
function Nothing({ noun, query, items, empty, onClear }: NothingProps) {
  if (query.error) return <Problem query={query} />
  if (items.length === 0) return <Box padding="l">{empty}</Box>
  return (
    <Box padding="l" textAlign="center">
      <SpaceBetween size="xs">
        <Box variant="strong">No {noun}s match the filter</Box>
        <Button onClick={onClear}>Clear filters</Button>
      </SpaceBetween>
    </Box>
  )
}
