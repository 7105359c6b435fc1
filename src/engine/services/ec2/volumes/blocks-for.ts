import { emptyVolume, reencrypted, volumeFromSnapshot } from '../../../blocks/index.ts'
import type { Transaction } from '../../../kernel/index.ts'
import type { SnapshotSource } from '../snapshots/source.ts'
import type { VolumeRecord } from './records.ts'

/** The blocks of a new volume: none, or a copy of the snapshot's map, and no data. */
export const putBlocksFor = (
  tx: Transaction,
  { VolumeId, Encrypted = false }: Pick<VolumeRecord, 'VolumeId' | 'Encrypted'>,
  source: SnapshotSource | undefined,
) => {
  const blocks = source ? volumeFromSnapshot(source.SnapshotId, source.blocks) : emptyVolume(VolumeId)
  tx.put(
    'ebs.volume-blocks',
    VolumeId,
    source && Encrypted && !source.Encrypted ? reencrypted(blocks) : blocks,
  )
}
