import './blocks-tab.css'
import type { Snapshot } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Fields, Loading, Problem } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { useSnapshots, useVolumes } from '../queries.ts'
import { BlocksDrawn } from './blocks-drawn.tsx'
import { byteSize } from './byte-size.ts'
import { predecessorOf } from './predecessor.ts'
import { blockSize } from './read-blocks.ts'
import { progressOf } from './snapshot-state.tsx'
import { useBlocks } from './use-blocks.ts'

/** What the snapshot really holds, block by block, as the EBS direct APIs tell it. */
export function BlocksTab({ snapshot }: { snapshot: Snapshot }) {
  const snapshots = useSnapshots()
  const volumes = useVolumes()
  if (snapshot.State !== 'completed')
    return (
      <ProgressBar
        label="Copying blocks"
        description="The blocks can be listed when the snapshot is completed. The volume may be used meanwhile."
        value={progressOf(snapshot)}
      />
    )
  if (snapshots.loading || volumes.loading) return <Loading text="Listing blocks" />
  const madeFrom = volumes.items.find(({ VolumeId }) => VolumeId === snapshot.VolumeId)?.SnapshotId
  const before = predecessorOf(snapshot, snapshots.items, madeFrom)
  return <Blocks snapshot={snapshot} before={before?.SnapshotId} />
}

function Blocks({ snapshot, before }: { snapshot: Snapshot; before: string | undefined }) {
  const href = useHref()
  const blocks = useBlocks(snapshot.SnapshotId!, before)
  if (!blocks.data) return blocks.error ? <Problem query={blocks} /> : <Loading text="Listing blocks" />
  const { written, changed } = blocks.data
  return (
    <SpaceBetween size="l">
      <Fields
        items={[
          ['Blocks in this snapshot', countAndSize(written.length)],
          [
            'Changed since the snapshot before',
            changed ? countAndSize(changed.length) : 'There is no earlier one to compare with',
          ],
          [
            'Snapshot before',
            before && (
              <Link key="before" href={href(paths.snapshot(before))}>
                {before}
              </Link>
            ),
          ],
        ]}
      />
      <BlocksDrawn volumeGib={snapshot.VolumeSize ?? 0} reading={blocks.data} />
      <Box>
        A snapshot stores only blocks of 512 KiB that have changed since the snapshot before it; for all
        others it refers to what is stored already. That is why the second snapshot of a large volume is quick
        and small, and why each one still restores the whole volume.
      </Box>
      <Alert type="info">
        Sandcloud writes what the running system still has in its caches to the volume before it takes a
        snapshot. Real EBS does not: there, a snapshot holds only what has reached the volume. Stop the
        instance or unmount the file system first, at the least run sync.
      </Alert>
    </SpaceBetween>
  )
}

const countAndSize = (count: number): string =>
  count === 0
    ? 'None'
    : `${count.toLocaleString('en')} ${count === 1 ? 'block' : 'blocks'} (${byteSize(count * blockSize)})`
