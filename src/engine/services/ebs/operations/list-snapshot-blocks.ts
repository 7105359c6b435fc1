import { blockSize } from '../../../blocks/index.ts'
import { fail } from '../../../kernel/index.ts'
import { snapshotNotFound } from '../errors.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../pages.ts'
import { blockText, completedSnapshot } from '../snapshots.ts'
import { sealToken, tokenLifetime } from '../tokens.ts'

/** Written blocks only, zeros that were written among them. */
export const listSnapshotBlocks = operation('ListSnapshotBlocks', {
  decide(request, context) {
    const id = request.SnapshotId!
    const { blocks, VolumeSize } = completedSnapshot(context.tx, id) ?? fail(snapshotNotFound(id))
    const { page, ...more } = pageOf(context, id, [...blocks.map.keys()], request)
    return {
      Blocks: page.map((BlockIndex) => ({
        BlockIndex,
        BlockToken: sealToken(context, blockText(id, BlockIndex, blocks.map.get(BlockIndex)!)),
      })),
      ExpiryTime: new Date(context.now.getTime() + tokenLifetime),
      VolumeSize,
      BlockSize: blockSize,
      ...more,
    }
  },
})
