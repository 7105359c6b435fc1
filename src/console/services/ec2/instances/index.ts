export { ConnectPage } from './connect-page.tsx'
export { InstancePage } from './instance-page.tsx'
export { InstancesPage } from './instances-page.tsx'
export { SystemLogPage } from './system-log-page.tsx'
