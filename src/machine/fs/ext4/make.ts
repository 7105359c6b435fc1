import { ErrnoError } from '../../errno.ts'
import type { BlockDevice } from '../block-device.ts'
import { CachedDisk } from '../cache/cached-disk.ts'
import { pagesPerChunk } from '../cache/chunk-store.ts'
import { parseUuid } from '../uuid.ts'
import type { PageCache } from '../cache/page-cache.ts'
import { setBits } from './bitmap.ts'
import { writeFirstBlock } from './directories.ts'
import { addEntry, encodeName, startBlock } from './directory-block.ts'
import { ExtentNode } from './extent-node.ts'
import { Groups } from './groups.ts'
import { inodesPerGroup, writeRow } from './group-layout.ts'
import { Inode } from './inode.ts'
import { writeJournalSuperblock } from './journal.ts'
import * as layout from './layout.ts'
import { blockSize, gd, inodeSize, inodesPerBlock } from './layout.ts'
import { type Plan, lostAndFoundBlocks, planExt4 } from './make-plan.ts'
import { writeSuperblock } from './make-superblock.ts'
import { describeReserve } from './resize-inode.ts'
import type { Run } from './space.ts'

export interface MakeExt4Options {
  label?: string
  /** 8-4-4-4-12 hexadecimal digits. */
  uuid: string
  now: () => number
}

/** What mke2fs reports. */
export interface MadeExt4 {
  blocks: number
  inodes: number
}

/** mke2fs: makes a file system on the whole device. Throws ENOSPC when there is no room for one. */
export async function makeExt4(device: BlockDevice, options: MakeExt4Options): Promise<MadeExt4> {
  if (device.readOnly) throw new ErrnoError('EROFS')
  const plan = planExt4(device.size, parseUuid(options.uuid))
  const disk = new CachedDisk(device)
  try {
    await wipe(disk, plan.end)
    await disk.run(() => writeAll(disk.pages, plan, options))
    await disk.sync()
  } finally {
    disk.abandon()
  }
  return { blocks: plan.geometry.blocks, inodes: plan.geometry.groups * inodesPerGroup }
}

/** What the device held before must not show through where an empty file system has zeros. */
async function wipe(disk: CachedDisk, end: number): Promise<void> {
  for (let first = 0; first < end; first += pagesPerChunk) {
    const isHole = (await disk.device.readChunk(first / pagesPerChunk)) === undefined
    if (isHole) continue
    await disk.run(() => {
      for (let page = first; page < Math.min(end, first + pagesPerChunk); page++) disk.pages.zero(page)
    })
  }
}

function writeAll(pages: PageCache, plan: Plan, { label = '', now }: MakeExt4Options): void {
  const { geometry, row } = plan
  const groups = new Groups(pages, geometry)
  const time = now()
  const freeBlocks = writeRow(groups, row, plan.end, geometry.blocks)
  setBits(groups.inodeBitmap(0), 0, layout.firstInode)
  groups.set(0, [
    [gd.freeInodes, inodesPerGroup - layout.firstInode],
    [gd.unusedInodes, inodesPerGroup - layout.firstInode],
    [gd.usedDirectories, 2],
  ])
  const inode = (ino: number): Inode => {
    const page = groups.get(0, gd.inodeTable) + Math.floor((ino - 1) / inodesPerBlock)
    return new Inode(ino, pages.write(page), ((ino - 1) % inodesPerBlock) * inodeSize, false)
  }
  const mapped = (node: Inode, ...runs: readonly Run[]): void => {
    node.hasExtents = true
    const root = new ExtentNode(node.content, 0).initialize(0)
    let logical = 0
    for (const { start, count } of runs) {
      root.insertExtent(root.count, logical, start, count)
      logical += count
    }
    node.size = logical * blockSize
    node.sectors = logical * layout.sectorsPerBlock
  }
  const directory = (ino: number, mode: number, run: Run): void => {
    const node = inode(ino)
    node.initialize('directory', { mode, uid: 0, gid: 0 }, time)
    node.links = ino === layout.rootInode ? 3 : 2
    mapped(node, run)
  }
  directory(layout.rootInode, 0o755, { start: plan.root, count: 1 })
  directory(layout.firstInode, 0o700, { start: plan.lostAndFound, count: lostAndFoundBlocks })
  writeFirstDirectories(pages, plan)

  const file = (ino: number): Inode => {
    const node = inode(ino)
    node.initialize('file', { mode: 0o600, uid: 0, gid: 0 }, time)
    node.links = 1
    return node
  }
  describeReserve(
    pages,
    file(layout.resizeInode),
    plan.reserve,
    geometry.descriptorBlocks,
    plan.reservedDescriptorBlocks,
  )
  const journal = file(layout.journalInode)
  mapped(journal, ...plan.journal)
  writeJournalSuperblock(pages.write(plan.journal[0].start))
  writeSuperblock(pages.write(0), plan, { label, freeBlocks, journal, time })
}

function writeFirstDirectories(pages: PageCache, { root, lostAndFound }: Plan): void {
  writeFirstBlock(pages.write(root), layout.rootInode, layout.rootInode)
  addEntry(pages.write(root), layout.firstInode, encodeName('lost+found'), 'directory')
  writeFirstBlock(pages.write(lostAndFound), layout.firstInode, layout.rootInode)
  for (let block = lostAndFound + 1; block < lostAndFound + lostAndFoundBlocks; block++) {
    startBlock(pages.write(block), 0, encodeName(''), 'directory')
  }
}
