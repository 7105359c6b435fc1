import { ErrnoError } from '../../errno.ts'
import type { Geometry } from './geometry.ts'
import {
  type GroupRow,
  inodesPerGroup,
  rowEnd,
  smallestGroup,
  spareStart,
  tableBlocks,
} from './group-layout.ts'
import { journalBlocks } from './journal.ts'
import * as layout from './layout.ts'
import { blockSize, blocksPerGroup } from './layout.ts'
import type { Run } from './space.ts'

export const lostAndFoundBlocks = 4
// root, lost+found, the resize inode's block, and the journal's first block, apart from its empty rest
const spareBlocks = 1 + lostAndFoundBlocks + 1 + 1

/** Everything mkfs decides before it writes. */
export interface Plan {
  geometry: Geometry
  reservedDescriptorBlocks: number
  row: GroupRow
  root: number
  lostAndFound: number
  reserve: number
  journal: readonly [Run, Run]
  /** The first block that is free. */
  end: number
}

/** Throws ENOSPC when there is no room for a file system. */
export function planExt4(size: number, uuid: Uint8Array): Plan {
  const blocks = usableBlocks(size)
  const groups = Math.ceil(blocks / blocksPerGroup)
  const descriptorBlocks = Math.ceil(groups / layout.descriptorsPerBlock)
  // As mke2fs: room to grow a thousandfold, if the limit of 16 TiB allows it.
  const atMost = Math.ceil(Math.min(blocks * 1024, 2 ** 32 - 1) / blocksPerGroup / layout.descriptorsPerBlock)
  const reserved = Math.min(atMost, layout.maxDescriptorBlocks) - descriptorBlocks
  const row = { first: 0, count: groups, start: 1 + descriptorBlocks + reserved, spare: spareBlocks }
  const root = spareStart(row)
  const end = rowEnd(row) + journalBlocks - 1
  if (end + 16 > blocks) throw new ErrnoError('ENOSPC')
  return {
    geometry: {
      blocks,
      groups,
      inodesPerGroup,
      tableBlocksPerGroup: tableBlocks,
      descriptorBlocks,
      firstInode: layout.firstInode,
      uuid,
      checksums: true,
      sparseSuper2: true,
      backupGroups: [0, 0],
    },
    reservedDescriptorBlocks: reserved,
    row,
    root,
    lostAndFound: root + 1,
    reserve: root + 1 + lostAndFoundBlocks,
    journal: [
      { start: root + spareBlocks - 1, count: 1 },
      { start: rowEnd(row), count: journalBlocks - 1 },
    ],
    end,
  }
}

/** The blocks of a device, without a last group that would be too small. */
export function usableBlocks(size: number): number {
  const blocks = Math.min(Math.floor(size / blockSize), 2 ** 32 - 1)
  const rest = blocks % blocksPerGroup
  return blocks > blocksPerGroup && rest < smallestGroup ? blocks - rest : blocks
}
