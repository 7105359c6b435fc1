import { ErrnoError } from '../../errno.ts'
import type { Ino } from '../file-system.ts'
import { clearBits, findClear, setBits } from './bitmap.ts'
import type { Superblock } from './geometry.ts'
import type { Groups } from './groups.ts'
import { Inode } from './inode.ts'
import { gd, inodeSize, inodesPerBlock, rootInode, sb } from './layout.ts'
import type { Orphans } from './orphans.ts'

/** The inode tables and their bitmaps. */
export class Inodes {
  constructor(
    readonly superblock: Superblock,
    readonly groups: Groups,
    readonly orphans: Orphans,
  ) {}

  read(ino: Ino): Inode {
    return this.#open(ino, false)
  }

  write(ino: Ino): Inode {
    return this.#open(ino, true)
  }

  /**
   * A free inode number, in the group of `near` or the next that has one. Always the lowest of its group:
   * then no inode below the group's high-water mark was never initialized.
   */
  take(near: Ino, directory: boolean): Ino {
    const { groups, inodesPerGroup } = this.groups.geometry
    const home = Math.floor((near - 1) / inodesPerGroup)
    for (let step = 0; step < groups; step++) {
      const group = (home + step) % groups
      if (this.groups.get(group, gd.freeInodes) === 0) continue
      const bitmap = this.groups.inodeBitmap(group)
      const base = group * inodesPerGroup + 1
      let bit = findClear(bitmap, 0, inodesPerGroup)
      while (bit >= 0 && (base + bit < this.groups.geometry.firstInode || this.orphans.has(base + bit))) {
        bit = findClear(bitmap, bit + 1, inodesPerGroup)
      }
      if (bit < 0) continue
      setBits(bitmap, bit, bit + 1)
      const unused = this.groups.get(group, gd.unusedInodes)
      const directories = this.groups.get(group, gd.usedDirectories)
      this.groups.set(group, [
        [gd.freeInodes, this.groups.get(group, gd.freeInodes) - 1],
        [gd.unusedInodes, Math.min(unused, inodesPerGroup - bit - 1)],
        [gd.usedDirectories, directories + (directory ? 1 : 0)],
      ])
      this.superblock.add(sb.freeInodes, -1)
      return base + bit
    }
    throw new ErrnoError('ENOSPC')
  }

  /** Frees the number and clears the inode. */
  give(ino: Ino, directory: boolean, now: number): void {
    const inode = this.#openOnDisk(ino, true)
    inode.bytes.fill(0, inode.at, inode.at + inodeSize)
    inode.deleted = Math.max(1, Math.floor(now / 1000))
    const { inodesPerGroup } = this.groups.geometry
    const group = Math.floor((ino - 1) / inodesPerGroup)
    const bit = (ino - 1) % inodesPerGroup
    clearBits(this.groups.inodeBitmap(group), bit, bit + 1)
    this.groups.set(group, [
      [gd.freeInodes, this.groups.get(group, gd.freeInodes) + 1],
      [gd.usedDirectories, this.groups.get(group, gd.usedDirectories) - (directory ? 1 : 0)],
    ])
    this.superblock.add(sb.freeInodes, 1)
  }

  #open(ino: Ino, write: boolean): Inode {
    const orphan = this.orphans.inode(ino, write)
    if (orphan) return orphan
    const inode = this.#openOnDisk(ino, write)
    if (inode.type === undefined || inode.links === 0) throw new ErrnoError('ENOENT')
    return inode
  }

  /** Also free ones. */
  #openOnDisk(ino: Ino, write: boolean): Inode {
    const { groups, inodesPerGroup, firstInode } = this.groups.geometry
    const valid = ino === rootInode || (ino >= firstInode && ino <= groups * inodesPerGroup)
    if (!valid) throw new ErrnoError('EUCLEAN')
    return this.locate(ino, write)
  }

  /** Any inode, the reserved ones too. */
  locate(ino: Ino, write: boolean): Inode {
    const { inodesPerGroup } = this.groups.geometry
    const group = Math.floor((ino - 1) / inodesPerGroup)
    const index = (ino - 1) % inodesPerGroup
    const page = this.groups.get(group, gd.inodeTable) + Math.floor(index / inodesPerBlock)
    const bytes = write ? this.groups.pages.write(page) : this.groups.pages.read(page)
    return new Inode(ino, bytes, (index % inodesPerBlock) * inodeSize, false)
  }
}
