import { ErrnoError } from '../../errno.ts'
import { clearBits } from './bitmap.ts'
import type { Ext4 } from './ext4.ts'
import type { Geometry } from './geometry.ts'
import { inodesPerGroup, rowEnd, writeRow } from './group-layout.ts'
import { blocksPerGroup, descriptorsPerBlock, gd, resizeInode, sb } from './layout.ts'
import { usableBlocks } from './make-plan.ts'
import { reservedBlocks } from './make-superblock.ts'
import { describeReserve, reserveBlock } from './resize-inode.ts'

/** How many blocks there were and are; the same number twice when there was nothing to do. */
export interface Grown {
  before: number
  after: number
}

/**
 * resize2fs on a mounted file system: takes in what the device has grown by. Throws EOPNOTSUPP for file
 * systems that lay out their groups in another way than ours do, EFBIG when no room was kept for so many
 * group descriptors.
 */
export function growExt4({ nodes, pages, readOnly }: Ext4, deviceSize: number): Grown {
  const { superblock, groups, inodes } = nodes
  const old = groups.geometry
  const blocks = usableBlocks(deviceSize)
  if (readOnly) throw new ErrnoError('EROFS')
  if (blocks <= old.blocks) return { before: old.blocks, after: old.blocks }
  if (!old.checksums || !old.sparseSuper2 || old.inodesPerGroup !== inodesPerGroup) {
    throw new ErrnoError('EOPNOTSUPP')
  }
  return pages.transaction(() => {
    const geometry = grownGeometry(old, blocks)
    const moreDescriptors = geometry.descriptorBlocks - old.descriptorBlocks
    const reserved = superblock.get16(sb.reservedDescriptorBlocks) - moreDescriptors
    if (reserved < 0) throw new ErrnoError('EFBIG')

    groups.geometry = geometry
    pages.undo(() => (groups.geometry = old))
    const lastGroup = old.groups - 1
    const oldEnd = old.blocks - lastGroup * blocksPerGroup
    const newEnd = Math.min(blocksPerGroup, blocks - lastGroup * blocksPerGroup)
    clearBits(groups.blockBitmap(lastGroup), oldEnd, newEnd)
    groups.add(lastGroup, gd.freeBlocks, newEnd - oldEnd)

    for (let nth = old.descriptorBlocks; nth < geometry.descriptorBlocks; nth++) pages.zero(1 + nth)
    const row = {
      first: old.groups,
      count: geometry.groups - old.groups,
      start: old.groups * blocksPerGroup,
      spare: 0,
    }
    const free = row.count === 0 ? 0 : writeRow(groups, row, rowEnd(row), blocks)
    if (moreDescriptors > 0) {
      const inode = inodes.locate(resizeInode, true)
      describeReserve(pages, inode, reserveBlock(inode), geometry.descriptorBlocks, reserved)
      superblock.set16(sb.reservedDescriptorBlocks, reserved)
    }
    superblock.set(sb.blocks, blocks)
    superblock.set(sb.reservedBlocks, reservedBlocks(blocks))
    superblock.add(sb.freeBlocks, newEnd - oldEnd + free)
    superblock.set(sb.inodes, geometry.groups * inodesPerGroup)
    superblock.add(sb.freeInodes, row.count * inodesPerGroup)
    nodes.forget()
    return { before: old.blocks, after: blocks }
  })
}

function grownGeometry(old: Geometry, blocks: number): Geometry {
  const groups = Math.ceil(blocks / blocksPerGroup)
  return { ...old, blocks, groups, descriptorBlocks: Math.ceil(groups / descriptorsPerBlock) }
}
