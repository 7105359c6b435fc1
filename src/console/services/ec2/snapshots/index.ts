export { CreateSnapshotPage } from './create-snapshot-page.tsx'
export { SnapshotPage } from './snapshot-page.tsx'
export { SnapshotsPage } from './snapshots-page.tsx'
