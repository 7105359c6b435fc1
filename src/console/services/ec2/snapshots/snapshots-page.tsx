import type { Snapshot } from '@aws-sdk/client-ec2'
import { useMemo } from 'react'
import { paths, useHref } from '../../../place/index.ts'
import { ListPage, type ListPageConfig } from '../list-page.tsx'
import { useSnapshots } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { SnapshotActions } from './snapshot-actions.tsx'
import { snapshotColumns } from './snapshot-columns.tsx'
import { SnapshotTabs } from './snapshot-tabs.tsx'

const idOf = ({ SnapshotId }: Snapshot) => SnapshotId!

const config: ListPageConfig<Snapshot> = {
  title: 'Snapshots',
  name: 'snapshots',
  noun: 'snapshot',
  crumbs: trails.snapshots(),
  idOf,
  actions: (snapshots) => <SnapshotActions snapshots={snapshots} />,
  create: { text: 'Create snapshot', path: paths.createSnapshot },
  empty: 'You do not have any snapshots in this region.',
  details: (snapshot) => ({
    header: `Snapshot ID: ${idWithName(idOf(snapshot), nameOf(snapshot))}`,
    content: <SnapshotTabs snapshot={snapshot} details />,
  }),
}

export function SnapshotsPage() {
  const href = useHref()
  return <ListPage {...config} list={useSnapshots()} columns={useMemo(() => snapshotColumns(href), [href])} />
}
