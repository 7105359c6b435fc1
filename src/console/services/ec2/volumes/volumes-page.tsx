import type { Volume } from '@aws-sdk/client-ec2'
import { useMemo } from 'react'
import { paths, useHref } from '../../../place/index.ts'
import { ListPage, type ListPageConfig } from '../list-page.tsx'
import { useVolumes } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { VolumeActions } from './volume-actions.tsx'
import { volumeColumns } from './volume-columns.tsx'
import { VolumeTabs } from './volume-tabs.tsx'

const idOf = ({ VolumeId }: Volume) => VolumeId!

const config: ListPageConfig<Volume> = {
  title: 'Volumes',
  name: 'volumes',
  noun: 'volume',
  crumbs: trails.volumes(),
  idOf,
  actions: (volumes) => <VolumeActions volumes={volumes} />,
  create: { text: 'Create volume', path: paths.createVolume },
  empty: 'You currently have no volumes in this region.',
  details: (volume) => ({
    header: `Volume ID: ${idWithName(idOf(volume), nameOf(volume))}`,
    content: <VolumeTabs volume={volume} details />,
  }),
}

export function VolumesPage() {
  const href = useHref()
  return <ListPage {...config} list={useVolumes()} columns={useMemo(() => volumeColumns(href), [href])} />
}
