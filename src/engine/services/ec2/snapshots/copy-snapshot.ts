import { copySnapshot as copyBlocks, reencrypted, type SnapshotBlocks } from '../../../blocks/index.ts'
import { AwsError, type DecideContext, type Transaction } from '../../../kernel/index.ts'
import type { Tags } from '../tags.ts'
import { putCopying } from './begin-snapshot.ts'
import { copyingTakes } from './copy.ts'
import type { SnapshotRecord } from './records.ts'
import type { SnapshotSource } from './source.ts'

/** Copies belong to no volume: AWS gives them this one. */
export const noVolume = 'vol-ffffffff'

const concurrentCopies = 20

interface Copy {
  SnapshotId: string
  Description: string
  Encrypted: boolean
  Tags: Tags
}

/**
 * A copy here of a snapshot from here or from another region. It shares the source's blocks; tags and
 * permissions stay behind. Later copies into a region are incremental to the last one that is there.
 */
export const beginCopy = (context: DecideContext, source: SnapshotSource, copy: Copy): SnapshotRecord => {
  const { tx } = context
  checkCopyAllowed(tx)
  const from = copy.Encrypted && !source.Encrypted ? reencrypted(source.blocks) : source.blocks
  const blocks = copyBlocks(from, newestOf(tx, from))
  tx.put('ebs.snapshot-blocks', copy.SnapshotId, blocks)
  tx.strict()
  const moved = blocks.delta.length
  const size = { VolumeSize: source.VolumeSize }
  return putCopying(context, recordOf(context, copy, size), { blocks: moved, takes: copyingTakes(moved) })
}

/** AWS finds out later that there is nothing to copy: the copy is pending, and then in error. */
export const beginFailingCopy = (
  context: DecideContext,
  copy: Copy,
  StateMessage: string,
): SnapshotRecord => {
  checkCopyAllowed(context.tx)
  const record = recordOf(context, copy, { VolumeSize: 1, StateMessage })
  return putCopying(context, record, { blocks: 0, takes: copyingTakes(0) })
}

const recordOf = (
  { now }: DecideContext,
  copy: Copy,
  more: Pick<SnapshotRecord, 'VolumeSize' | 'StateMessage'>,
): Omit<SnapshotRecord, 'copy'> => ({
  ...copy,
  ...more,
  VolumeId: noVolume,
  State: 'pending',
  Progress: '',
  StartTime: now,
})

/** The newest completed snapshot of a lineage in this region. */
const newestOf = (tx: Transaction, { lineage }: SnapshotBlocks) =>
  tx
    .list('ec2.snapshot')
    .filter(({ State }) => State === 'completed')
    .sort((a, b) => b.StartTime.getTime() - a.StartTime.getTime())
    .flatMap(({ SnapshotId: id }) => ({ id, blocks: tx.get('ebs.snapshot-blocks', id)! }))
    .find(({ blocks }) => blocks.lineage === lineage)

const checkCopyAllowed = (tx: Transaction) => {
  const pending = tx
    .list('ec2.snapshot')
    .filter(({ State, VolumeId, direct }) => State === 'pending' && VolumeId === noVolume && !direct)
  if (pending.length >= concurrentCopies)
    throw new AwsError(
      'ResourceLimitExceeded',
      `You have exceeded the limit of ${concurrentCopies} concurrent snapshot copies in progress per destination region.`,
    )
}
