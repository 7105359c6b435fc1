import { freeze } from '../../../blocks/index.ts'
import type { DecideContext } from '../../../kernel/index.ts'
import type { Tags } from '../tags.ts'
import type { VolumeRecord } from '../volumes/records.ts'
import { copyAlarm, copyTakes, movingPart, nextStep } from './copy.ts'
import type { SnapshotRecord } from './records.ts'

interface NewSnapshot {
  Description: string
  Tags: Tags
  /** How long so many blocks take. */
  takes?: typeof copyTakes
}

/** Point in time: everything written until now, the caches of a running guest included. */
export const beginSnapshot = (
  context: DecideContext,
  volume: VolumeRecord,
  { Description, Tags, takes = copyTakes }: NewSnapshot,
): SnapshotRecord => {
  const { tx, newId, now, facilities } = context
  const { VolumeId } = volume
  facilities.devices.flush(tx, VolumeId)
  tx.strict()
  const SnapshotId = newId('snap')
  const frozen = freeze(tx.get('ebs.volume-blocks', VolumeId)!, SnapshotId)
  tx.put('ebs.volume-blocks', VolumeId, frozen.volume)
  tx.put('ebs.snapshot-blocks', SnapshotId, frozen.snapshot)
  const blocks = frozen.snapshot.delta.length
  return putCopying(
    context,
    {
      SnapshotId,
      VolumeId,
      VolumeSize: volume.Size,
      State: 'pending',
      Progress: '',
      StartTime: now,
      Description,
      Encrypted: volume.Encrypted ?? false,
      Tags,
    },
    { blocks, takes: takes(blocks) },
  )
}

/** Writes the record of a snapshot whose blocks are on their way, and wakes for each step of that. */
export const putCopying = (
  { tx, now, after }: DecideContext,
  record: Omit<SnapshotRecord, 'copy'>,
  { blocks, takes }: { blocks: number; takes: number },
): SnapshotRecord => {
  const start = now.getTime()
  const end = after(takes)
  const snapshot = { ...record, copy: { start, end, moving: (end - start) * movingPart(blocks) } }
  tx.put('ec2.snapshot', record.SnapshotId, snapshot)
  tx.wake(copyAlarm, record.SnapshotId, nextStep(snapshot, start))
  return snapshot
}
