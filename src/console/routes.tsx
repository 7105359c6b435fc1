import { type ComponentType, lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router-dom'
import { Loading } from './elements/loading.tsx'
import { ConsoleFrame } from './frame/index.ts'
import { paths } from './place/index.ts'

/** A page whose code comes when somebody goes there. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }))

const home = () => import('./home/index.ts')
const settings = () => import('./settings/index.ts')
const browse = () => import('./browse/index.ts')
const notFound = () => import('./not-found/index.ts')
const dashboard = () => import('./services/ec2/dashboard/index.ts')
const instances = () => import('./services/ec2/instances/index.ts')
const launch = () => import('./services/ec2/launch/index.ts')
const volumes = () => import('./services/ec2/volumes/index.ts')
const snapshots = () => import('./services/ec2/snapshots/index.ts')
const securityGroups = () => import('./services/ec2/security-groups/index.ts')
const keyPairs = () => import('./services/ec2/key-pairs/index.ts')

/** One page for both directions of rules. */
const editRules = (direction: 'inbound' | 'outbound') =>
  lazy(async () => {
    const { EditRulesPage } = await securityGroups()
    return { default: () => <EditRulesPage direction={direction} /> }
  })

const framed: readonly [path: string, Page: ComponentType][] = [
  [paths.home, page(home, 'HomePage')],
  [paths.settings, page(settings, 'SettingsPage')],
  [paths.ec2, page(dashboard, 'DashboardPage')],
  [paths.instances, page(instances, 'InstancesPage')],
  [paths.launch, page(launch, 'LaunchPage')],
  [paths.instance(':id'), page(instances, 'InstancePage')],
  [paths.connect(':id'), page(instances, 'ConnectPage')],
  [paths.systemLog(':id'), page(instances, 'SystemLogPage')],
  [paths.volumes, page(volumes, 'VolumesPage')],
  [paths.createVolume, page(volumes, 'CreateVolumePage')],
  [paths.volume(':id'), page(volumes, 'VolumePage')],
  [paths.attachVolume(':id'), page(volumes, 'AttachVolumePage')],
  [paths.snapshots, page(snapshots, 'SnapshotsPage')],
  [paths.createSnapshot, page(snapshots, 'CreateSnapshotPage')],
  [paths.snapshot(':id'), page(snapshots, 'SnapshotPage')],
  [paths.securityGroups, page(securityGroups, 'SecurityGroupsPage')],
  [paths.createSecurityGroup, page(securityGroups, 'CreateSecurityGroupPage')],
  [paths.securityGroup(':id'), page(securityGroups, 'SecurityGroupPage')],
  [paths.editRules(':id', 'inbound'), editRules('inbound')],
  [paths.editRules(':id', 'outbound'), editRules('outbound')],
  [paths.keyPairs, page(keyPairs, 'KeyPairsPage')],
  [paths.createKeyPair, page(keyPairs, 'CreateKeyPairPage')],
  [paths.importKeyPair, page(keyPairs, 'ImportKeyPairPage')],
  ['*', page(notFound, 'NotFoundPage')],
]

const BrowsePage = page(browse, 'BrowsePage')

export function Places() {
  return (
    <Routes>
      <Route
        path={paths.browse}
        element={
          <Suspense fallback={<Loading />}>
            <BrowsePage />
          </Suspense>
        }
      />
      <Route element={<ConsoleFrame />}>
        {framed.map(([path, Page]) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
      </Route>
    </Routes>
  )
}
