import type { DecideContext } from '../../../kernel/index.ts'
import type { SnapshotRecord } from './records.ts'

/** The copy to S3 took 46 s for one block and 63 s for 1.8 GB (timings.json). */
const atLeast = 46_500
/** CreateImage's took 62.7 s each, of 39 MB as of 1.8 GB. */
const forImage = 62_750
const perBlock = 5

export const copyTakes = (blocks: number) => atLeast + blocks * perBlock

export const copyForImageTakes = (blocks: number) => Math.max(forImage, copyTakes(blocks))

/** Copies took 2 to 23 s (timings.json); those that move no blocks are no quicker. */
export const copyingTakes = (blocks: number) => 13_500 + blocks * perBlock

/** Of that, the part in which the percentage climbs: one block is there at once, and 99% for the rest. */
export const movingPart = (blocks: number) => Math.min(0.8, blocks / (blocks + 64))

const steps = 8

export const copyAlarm = 'ec2.snapshot.copy'

export const nextStep = ({ copy }: SnapshotRecord, now: number): number =>
  now >= copy.start + copy.moving ? copy.end : Math.min(copy.end, now + Math.max(1, copy.moving / steps))

/** A step of the copy: a higher percentage, or the end. */
export const copyOn = (snapshotId: string, { tx, now }: DecideContext) => {
  const snapshot = tx.get('ec2.snapshot', snapshotId)
  if (snapshot?.State !== 'pending') return
  const { start, end, moving } = snapshot.copy
  const time = now.getTime()
  if (time >= end) {
    // A copy whose source was not there has its reason from the beginning.
    tx.put(
      'ec2.snapshot',
      snapshotId,
      snapshot.StateMessage === undefined
        ? { ...snapshot, State: 'completed', Progress: '100%', CompletionTime: now }
        : { ...snapshot, State: 'error' },
    )
    return
  }
  const moved = moving === 0 ? 1 : (time - start) / moving
  tx.put('ec2.snapshot', snapshotId, { ...snapshot, Progress: `${Math.min(99, Math.floor(moved * 100))}%` })
  tx.wake(copyAlarm, snapshotId, nextStep(snapshot, time))
}
