import { setU32 } from '../little-endian.ts'
import type { PageCache } from '../cache/page-cache.ts'
import { type Inode, contentOffset } from './inode.ts'
import { blockSize, maxDescriptorBlocks, sectorsPerBlock } from './layout.ts'

/** Index of the double-indirect block among an inode's 15 block numbers. */
const doubleIndirect = 13

/**
 * The resize inode holds the blocks kept free behind the group descriptors, so that there is room for
 * more: one double-indirect block names them, each at its own place in line. Without backups of the
 * descriptors the blocks themselves are all zeros.
 */
export function describeReserve(
  pages: PageCache,
  inode: Inode,
  block: number,
  descriptorBlocks: number,
  reserved: number,
): void {
  const perBlock = blockSize / 4
  setU32(inode.bytes, inode.at + contentOffset + doubleIndirect * 4, block)
  inode.size = (perBlock * perBlock + perBlock + 12) * blockSize
  inode.sectors = (1 + reserved) * sectorsPerBlock
  const names = pages.write(block).fill(0)
  for (let nth = descriptorBlocks; nth < descriptorBlocks + reserved; nth++) {
    setU32(names, (nth % maxDescriptorBlocks) * 4, 1 + nth)
  }
}

export const reserveBlock = (inode: Inode): number =>
  new DataView(inode.bytes.buffer, inode.bytes.byteOffset + inode.at).getUint32(
    contentOffset + doubleIndirect * 4,
    true,
  )
