import type { GetSnapshotBlockRequest } from '@aws-sdk/client-ebs'
import { blockSize } from '../../../blocks/index.ts'
import { type CallContext, fail, type Transaction } from '../../../kernel/index.ts'
import { checksumOf } from '../checksum.ts'
import { invalidBlockToken, snapshotNotFound } from '../errors.ts'
import { operation } from '../operation.ts'
import { blockText, completedSnapshot } from '../snapshots.ts'
import { tokenFits } from '../tokens.ts'

type Request = Pick<GetSnapshotBlockRequest, 'SnapshotId' | 'BlockIndex' | 'BlockToken'>

/** The blob of the block that the token stands for. */
const find = (
  { SnapshotId, BlockIndex, BlockToken }: Request,
  context: CallContext & { tx: Transaction },
) => {
  const { blocks } = completedSnapshot(context.tx, SnapshotId!) ?? fail(snapshotNotFound(SnapshotId!))
  const cid = blocks.map.get(BlockIndex!)
  if (cid === undefined || !tokenFits(context, BlockToken!, blockText(SnapshotId!, BlockIndex!, cid)))
    throw invalidBlockToken(BlockToken!)
  return cid
}

export const getSnapshotBlock = operation('GetSnapshotBlock', {
  async prepare(request, context) {
    const bytes = await context.facilities.blocks.read(find(request, context))
    return bytes && { bytes, checksum: checksumOf(bytes) }
  },

  decide(request, context, block) {
    // Deleted while its bytes were read.
    if (!block || !find(request, context)) throw snapshotNotFound(request.SnapshotId!)
    return {
      DataLength: blockSize,
      // The SDK's clients see a stream; the door sends the bytes.
      BlockData: block.bytes as never,
      Checksum: block.checksum,
      ChecksumAlgorithm: 'SHA256' as const,
    }
  },
})
