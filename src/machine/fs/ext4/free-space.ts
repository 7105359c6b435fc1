import type { StatFs } from '../file-system.ts'
import { hasSuperblock } from './geometry.ts'
import { blockSize, journalInode, sb } from './layout.ts'
import type { Nodes } from './nodes.ts'

/** As Linux counts: the file system's own structures and its journal are not part of its size. */
export function freeSpace({ superblock, groups, space, inodes, orphans }: Nodes): StatFs {
  const { geometry } = groups
  const copies = 1 + geometry.descriptorBlocks + superblock.get16(sb.reservedDescriptorBlocks)
  let overhead = geometry.groups * (2 + geometry.tableBlocksPerGroup)
  if (geometry.sparseSuper2) {
    overhead += copies * new Set([0, ...geometry.backupGroups]).size
  } else {
    for (let group = 0; group < geometry.groups; group++)
      if (hasSuperblock(geometry, group)) overhead += copies
  }
  const journal =
    superblock.get(sb.journalInode) === journalInode ? inodes.locate(journalInode, false).size : 0
  const { free } = space
  // Besides root's blocks, Linux keeps some for its own emergencies.
  const kept = superblock.get(sb.reservedBlocks) + Math.min(Math.floor(geometry.blocks / 50), 4096)
  return {
    blockSize,
    blocks: geometry.blocks - overhead - journal / blockSize,
    free,
    available: Math.max(0, free - kept),
    files: superblock.get(sb.inodes),
    filesFree: superblock.get(sb.freeInodes) - orphans.count,
  }
}
