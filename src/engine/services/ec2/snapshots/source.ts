import type { SnapshotBlocks } from '../../../blocks/index.ts'
import { type StockImage, stockImagesIn } from '../../../catalog/index.ts'
import { fail, type PrepareContext, type Transaction } from '../../../kernel/index.ts'
import { incorrectState } from '../errors.ts'
import { findSnapshot } from './find-snapshot.ts'

/** What volumes and copies are made of. */
export interface SnapshotSource {
  SnapshotId: string
  VolumeSize: number
  Encrypted: boolean
  blocks: SnapshotBlocks
}

/** Amazon's snapshots are public: the one below each stock image. */
export const stockSnapshot = (region: string, id: string | undefined): StockImage | undefined =>
  stockImagesIn(region).find((image) => image.snapshotId === id)

/** Before a decision that may need them: the blocks of those of the snapshots that are Amazon's. */
export const ensureStock = async (
  { account, region, facilities }: PrepareContext,
  ids: readonly (string | undefined)[],
  where = region,
) => {
  for (const id of ids) {
    const image = stockSnapshot(where, id)
    if (image) await facilities.images.ensure(account, image.build)
  }
}

/** A snapshot of one's own that is completed, or one of Amazon's. */
export const findSource = (tx: Transaction, SnapshotId: string): SnapshotSource => {
  const image = stockSnapshot(tx.scope.region, SnapshotId)
  if (image) return { SnapshotId, VolumeSize: image.size, Encrypted: false, blocks: stockBlocks(tx, image) }
  const { State, VolumeSize, Encrypted = false } = findSnapshot(tx, SnapshotId)
  if (State !== 'completed') throw incorrectState(`Snapshot is in invalid state - ${State}`)
  return { SnapshotId, VolumeSize, Encrypted, blocks: tx.get('ebs.snapshot-blocks', SnapshotId)! }
}

/** Every launch from a stock image shares its blocks; the lineage is the image's. */
const stockBlocks = (tx: Transaction, image: StockImage): SnapshotBlocks => {
  const blocks = tx.in('global').get('ebs.image-blocks', image.build) ?? fail(notBuilt(image))
  return { map: blocks.map, lineage: image.snapshotId, delta: [] }
}

const notBuilt = (image: StockImage) => incorrectState(`The image ${image.build} has not been built`)
