import { emptyVolume, volumeFromSnapshot } from '../../../blocks/index.ts'
import type { StockImage } from '../../../catalog/index.ts'
import type { DecideContext } from '../../../kernel/index.ts'

export const emptyBlocks = ({ tx }: DecideContext, volumeId: string) =>
  tx.put('ebs.volume-blocks', volumeId, emptyVolume(volumeId))

/** A volume from a snapshot copies its map, and no data. */
export const snapshotBlocks = ({ tx }: DecideContext, volumeId: string, snapshotId: string) =>
  tx.put(
    'ebs.volume-blocks',
    volumeId,
    volumeFromSnapshot(snapshotId, tx.get('ebs.snapshot-blocks', snapshotId)!),
  )

/** Every launch from a stock image shares its blocks; the lineage is the image's. */
export const imageBlocks = ({ tx }: DecideContext, volumeId: string, image: StockImage) => {
  const blocks = tx.in('global').get('ebs.image-blocks', image.build)
  if (!blocks) throw new Error(`The image ${image.build} has not been built`)
  tx.put(
    'ebs.volume-blocks',
    volumeId,
    volumeFromSnapshot(image.snapshotId, { map: blocks.map, lineage: image.snapshotId, delta: [] }),
  )
}
