import { blockSize, putBlock } from '../../../blocks/index.ts'
import { type DecideContext, fail } from '../../../kernel/index.ts'
import { checksumOf } from '../checksum.ts'
import {
  invalidBlock,
  invalidSnapshot,
  invalidValue,
  snapshotNotFound,
  validation,
  wrongChecksum,
} from '../errors.ts'
import { operation } from '../operation.ts'
import { awaitWrite } from '../writes.ts'

const gibibyte = 2 ** 30

/** The last write of a block wins; each counts as changed, whatever its bytes. */
export const putSnapshotBlock = operation('PutSnapshotBlock', {
  async prepare({ BlockData, DataLength, Checksum, ChecksumAlgorithm }) {
    if ((ChecksumAlgorithm as string) !== 'SHA256')
      throw invalidValue(
        `Unsupported Checksum Algorithm '${String(ChecksumAlgorithm)}', supported algorithms are SHA256`,
      )
    if (DataLength !== blockSize)
      throw invalidBlock(`Block data length ${DataLength} is not valid, expected ${blockSize}`)
    // The SDK's clients send streams; the door has read them.
    const bytes = BlockData as unknown as Uint8Array
    if (bytes.length !== blockSize) throw invalidValue('Failed to read block data')
    const computed = checksumOf(bytes)
    if (computed !== Checksum) throw wrongChecksum(computed, Checksum!)
    // A copy: the bytes may be a part of the whole request.
    return bytes.slice()
  },

  decide(request, context, bytes) {
    const { tx, facilities } = context
    const { Checksum, Progress } = request
    const SnapshotId = request.SnapshotId!
    const index = request.BlockIndex!
    const { snapshot, direct } = openSnapshot(context, SnapshotId)
    if (index >= (snapshot.VolumeSize * gibibyte) / blockSize)
      throw invalidBlock(`Block index ${index} is beyond the volume size extent`)
    const blocks = tx.get('ebs.snapshot-blocks', SnapshotId)!
    const old = blocks.map.get(index)
    const own = old !== undefined && blocks.delta.includes(index)
    const cid = facilities.blocks.stage(tx, bytes, own && !facilities.blocks.isPinned(old) ? old : undefined)
    if (own && cid !== old) facilities.blocks.drop(old)
    tx.put('ebs.snapshot-blocks', SnapshotId, putBlock(blocks, index, cid))
    tx.put('ec2.snapshot', SnapshotId, {
      ...snapshot,
      ...(Progress !== undefined && { Progress: `${Math.min(99, Progress)}%` }),
      direct: { ...direct, checksums: { ...direct.checksums, [index]: Checksum! } },
    })
    awaitWrite(context, SnapshotId, direct.timeout)
    return { Checksum: Checksum!, ChecksumAlgorithm: 'SHA256' as const }
  },
})

/** A snapshot that still takes blocks. */
const openSnapshot = ({ tx }: DecideContext, id: string) => {
  const snapshot = tx.get('ec2.snapshot', id) ?? fail(snapshotNotFound(id))
  const { State, direct } = snapshot
  if (State === 'error') throw validation(`Snapshot ${id} has timed out`, 'WRITE_REQUEST_TIMEOUT')
  if (!direct || direct.closed || State === 'completed')
    throw invalidSnapshot('Snapshot is already completed')
  return { snapshot, direct }
}
