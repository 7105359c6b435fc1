import { blocksPerGroup, gd, groupFlags, inodesPerBlock } from './layout.ts'
import { setBits } from './bitmap.ts'
import type { Groups } from './groups.ts'

export const inodesPerGroup = 8192
export const tableBlocks = inodesPerGroup / inodesPerBlock
/** A last group with fewer blocks than this is not worth having, as mke2fs and resize2fs see it. */
export const smallestGroup = 2 + tableBlocks + 50

/**
 * Where the structures of a row of groups lie: all at the row's front, so that a new file system touches
 * few chunks. The first group's are next to all block bitmaps, since they are the first to be used.
 */
export interface GroupRow {
  first: number
  count: number
  /** The first block of the structures. */
  start: number
  /** Blocks for the maker's own use behind the first inode bitmap. */
  spare: number
}

interface Places {
  blockBitmap: number
  inodeBitmap: number
  inodeTable: number
}

export const spareStart = ({ start, count }: GroupRow): number => start + count + 1

export const rowEnd = ({ start, count, spare }: GroupRow): number => start + count * (2 + tableBlocks) + spare

function placesOf(row: GroupRow, group: number): Places {
  const nth = group - row.first
  const blockBitmap = row.start + nth
  const firstTable = spareStart(row) + row.spare
  if (nth === 0) return { blockBitmap, inodeBitmap: spareStart(row) - 1, inodeTable: firstTable }
  const others = firstTable + tableBlocks
  return {
    blockBitmap,
    inodeBitmap: others + nth - 1,
    inodeTable: others + row.count - 1 + (nth - 1) * tableBlocks,
  }
}

/**
 * Writes the descriptors of a row whose groups are empty but for the blocks before `used`, and the bitmaps
 * that cannot be left uninitialized. Returns the number of free blocks in the row.
 */
export function writeRow(groups: Groups, row: GroupRow, used: number, blocks: number): number {
  let free = 0
  for (let group = row.first; group < row.first + row.count; group++) {
    const begin = group * blocksPerGroup
    const size = Math.min(blocksPerGroup, blocks - begin)
    const usedHere = Math.min(Math.max(used - begin, 0), size)
    const { blockBitmap, inodeBitmap, inodeTable } = placesOf(row, group)
    // The last group's is always there: fsck insists.
    const isInitialized = usedHere > 0 || group === row.first + row.count - 1
    if (isInitialized) {
      const bitmap = groups.pages.write(blockBitmap).fill(0)
      setBits(bitmap, 0, usedHere)
      setBits(bitmap, size, blocksPerGroup)
    }
    const flags = groupFlags.inodesUninitialized | groupFlags.tableZeroed
    groups.set(group, [
      [gd.blockBitmap, blockBitmap],
      [gd.inodeBitmap, inodeBitmap],
      [gd.inodeTable, inodeTable],
      [gd.freeBlocks, size - usedHere],
      [gd.freeInodes, inodesPerGroup],
      [gd.unusedInodes, inodesPerGroup],
      [gd.flags, isInitialized ? flags : flags | groupFlags.blocksUninitialized],
    ])
    free += size - usedHere
  }
  return free
}
