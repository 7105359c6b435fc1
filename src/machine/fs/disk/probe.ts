import type { BlockDevice } from '../block-device.ts'
import { superblockMagic, superblockOffset, sb } from '../ext4/layout.ts'
import { u16 } from '../little-endian.ts'
import { formatUuid } from '../uuid.ts'
import { decodeGpt } from './gpt-format.ts'
import { decodeSwap } from './swap-format.ts'

export type Probed = { type: 'ext4' | 'swap'; uuid: string; label: string } | { type: 'gpt'; uuid: string }

/** What a device holds, as blkid finds out; undefined: "data". */
export async function probe(device: BlockDevice): Promise<Probed | undefined> {
  const bytes = await device.readChunk(0)
  if (!bytes) return undefined
  const superblock = bytes.subarray(superblockOffset)
  if (u16(superblock, sb.magic) === superblockMagic) {
    const label = new TextDecoder().decode(superblock.subarray(sb.label, sb.label + 16)).split('\0', 1)[0]!
    return { type: 'ext4', uuid: formatUuid(superblock.subarray(sb.uuid, sb.uuid + 16)), label }
  }
  const swap = decodeSwap(bytes)
  if (swap) return { type: 'swap', uuid: swap.uuid, label: swap.label }
  const gpt = decodeGpt(bytes)
  return gpt && { type: 'gpt', uuid: gpt.diskGuid }
}
