import { type BlockMap, blockSize, changedIndexes } from '../../../blocks/index.ts'
import { fail } from '../../../kernel/index.ts'
import { snapshotNotFound, unrelated, validation } from '../errors.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../pages.ts'
import { blockText, completedSnapshot } from '../snapshots.ts'
import { sealToken, tokenLifetime } from '../tokens.ts'

/** A block written again counts as changed, even with the same bytes. */
export const listChangedBlocks = operation('ListChangedBlocks', {
  decide(request, context) {
    const first = request.FirstSnapshotId
    const second = request.SecondSnapshotId!
    if (!first) throw validation('First snapshot should not be empty or null', 'INVALID_SNAPSHOT_ID')
    const missing = () => fail(snapshotNotFound(first, second))
    const before = completedSnapshot(context.tx, first) ?? missing()
    const after = completedSnapshot(context.tx, second) ?? missing()
    if (before.blocks.lineage !== after.blocks.lineage) throw unrelated(first, second)
    const changed = changedIndexes(before.blocks.map, after.blocks.map)
    if (changed.length === 0) return { ChangedBlocks: [] }
    const { page, ...more } = pageOf(context, `${first} ${second}`, changed, request)
    const token = (id: string, index: number, map: BlockMap) =>
      map.has(index) ? sealToken(context, blockText(id, index, map.get(index)!)) : undefined
    return {
      ChangedBlocks: page.map((BlockIndex) => {
        const FirstBlockToken = token(first, BlockIndex, before.blocks.map)
        const SecondBlockToken = token(second, BlockIndex, after.blocks.map)
        return {
          BlockIndex,
          ...(FirstBlockToken && { FirstBlockToken }),
          ...(SecondBlockToken && { SecondBlockToken }),
        }
      }),
      ExpiryTime: new Date(context.now.getTime() + tokenLifetime),
      VolumeSize: after.VolumeSize,
      BlockSize: blockSize,
      ...more,
    }
  },
})
