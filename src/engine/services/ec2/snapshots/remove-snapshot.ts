import { AwsError, type DecideContext, type Transaction } from '../../../kernel/index.ts'
import { copyAlarm } from './copy.ts'

/** Only blocks that nothing else needs go away: other snapshots and volumes stay whole. */
export const removeSnapshot = ({ tx, facilities }: DecideContext, snapshotId: string) => {
  const blocks = tx.get('ebs.snapshot-blocks', snapshotId)
  tx.delete('ec2.snapshot', snapshotId)
  tx.delete('ebs.snapshot-blocks', snapshotId)
  tx.cancelAlarm(copyAlarm, snapshotId)
  if (blocks) facilities.blocks.sweep(tx, blocks.map.values())
}

/** The registered image that needs the snapshot. */
export const imageUsing = (tx: Transaction, snapshotId: string) =>
  tx.list('ec2.image').find(({ disks }) => disks.some((disk) => disk.SnapshotId === snapshotId))

export const snapshotInUse = (snapshotId: string, imageId: string) =>
  new AwsError('InvalidSnapshot.InUse', `The snapshot ${snapshotId} is currently in use by ${imageId}`)
