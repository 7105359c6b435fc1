import type { Tag } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import { type ReactNode, useState } from 'react'
import { Empty, type ResourceColumn, ResourceTable } from '../../elements/index.ts'
import { type Crumb, Page, PageSplitPanel } from '../../frame/index.ts'
import { useHref } from '../../place/index.ts'
import type { Listed } from './queries.ts'
import { useRename } from './tags/index.ts'

/** What one list differs in from the others. */
export interface ListPageConfig<T> {
  title: string
  /** One word: it names the table's preferences. */
  name: string
  /** "instance": in labels, with -s for many. */
  noun: string
  crumbs: readonly Crumb[]
  idOf: (item: T) => string
  /** What can be done with the items that are selected. */
  actions: (chosen: readonly T[]) => ReactNode
  create: { text: string; path: string }
  /** What is said while there is none. */
  empty: string
  /** The split panel of the one item that is selected. */
  details?: (item: T) => { header: string; content: ReactNode }
}

interface ListPageProps<T> extends ListPageConfig<T> {
  list: Listed<T>
  columns: readonly ResourceColumn<T>[]
}

/** A page of EC2's that lists resources: its filter is in the address, its names are edited in place. */
export function ListPage<T extends { Tags?: Tag[] | undefined }>(props: ListPageProps<T>) {
  const { title, list, idOf, create } = props
  const href = useHref()
  const [selected, setSelected] = useState<string[]>([])
  const chosen = list.items.filter((item) => selected.includes(idOf(item)))
  const rename = useRename(idOf)
  const [one] = chosen.length === 1 ? chosen : []
  const details = one && props.details?.(one)
  return (
    <Page title={title} service="EC2" crumbs={props.crumbs} contentType="table">
      <ResourceTable
        name={props.name}
        title={title}
        noun={props.noun}
        items={list.items}
        query={list}
        columns={props.columns}
        idOf={idOf}
        selected={selected}
        onSelect={setSelected}
        submitEdit={rename}
        actions={
          <>
            {props.actions(chosen)}
            <Button variant="primary" href={href(create.path)}>
              {create.text}
            </Button>
          </>
        }
        empty={
          <Empty title={`No ${props.noun}s`} text={props.empty}>
            <Button href={href(create.path)}>{create.text}</Button>
          </Empty>
        }
      />
      {details && <PageSplitPanel header={details.header}>{details.content}</PageSplitPanel>}
    </Page>
  )
}
