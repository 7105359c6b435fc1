import { ErrnoError } from '../../errno.ts'
import { setU16, setU32, u16, u32 } from '../little-endian.ts'
import type { PageCache } from '../cache/page-cache.ts'
import * as layout from './layout.ts'
import { sb } from './layout.ts'

/** The superblock: what a file system is like, and how much of it is free. */
export class Superblock {
  constructor(readonly pages: PageCache) {}

  get(field: number): number {
    return u32(this.pages.read(0), layout.superblockOffset + field)
  }

  get16(field: number): number {
    return u16(this.pages.read(0), layout.superblockOffset + field)
  }

  set(field: number, value: number): void {
    setU32(this.pages.write(0), layout.superblockOffset + field, value)
  }

  set16(field: number, value: number): void {
    setU16(this.pages.write(0), layout.superblockOffset + field, value)
  }

  add(field: number, difference: number): void {
    this.set(field, this.get(field) + difference)
  }
}

/** What does not change while a file system is mounted, but by growing. */
export interface Geometry {
  readonly blocks: number
  readonly groups: number
  readonly inodesPerGroup: number
  readonly tableBlocksPerGroup: number
  readonly descriptorBlocks: number
  readonly firstInode: number
  readonly uuid: Uint8Array
  readonly checksums: boolean
  readonly sparseSuper2: boolean
  readonly backupGroups: readonly [number, number]
}

const incompatibleKnown =
  layout.incompatible.fileType | layout.incompatible.extents | layout.incompatible.flexGroups
const readOnlyKnown = Object.values(layout.readOnlyCompatible).reduce((all, flag) => all | flag, 0)

/** Throws EINVAL, as mount(2) does, for what is no ext4 or has features that this implementation lacks. */
export function readGeometry(superblock: Superblock, readOnly: boolean, deviceSize: number): Geometry {
  const refuse = (condition: boolean): void => {
    if (condition) throw new ErrnoError('EINVAL')
  }
  refuse(superblock.get16(sb.magic) !== layout.superblockMagic)
  refuse(superblock.get(sb.logBlockSize) !== 2 || superblock.get16(sb.inodeSize) !== layout.inodeSize)
  refuse(superblock.get(sb.blocksPerGroup) !== layout.blocksPerGroup)
  const incompatible = superblock.get(sb.incompatible)
  const required = layout.incompatible.fileType | layout.incompatible.extents
  refuse((incompatible & ~incompatibleKnown) !== 0 || (incompatible & required) !== required)
  const readOnlyCompatible = superblock.get(sb.readOnlyCompatible)
  refuse(!readOnly && (readOnlyCompatible & ~readOnlyKnown) !== 0)
  const blocks = superblock.get(sb.blocks)
  const inodesPerGroup = superblock.get(sb.inodesPerGroup)
  refuse(blocks < 16 || blocks * layout.blockSize > deviceSize || superblock.get(sb.firstDataBlock) !== 0)
  refuse(inodesPerGroup === 0 || inodesPerGroup % layout.inodesPerBlock !== 0)
  refuse(inodesPerGroup > layout.blocksPerGroup || superblock.get(sb.firstInode) < layout.firstInode)
  const groups = Math.ceil(blocks / layout.blocksPerGroup)
  refuse(groups * inodesPerGroup !== superblock.get(sb.inodes))
  const at = layout.superblockOffset
  return {
    blocks,
    groups,
    inodesPerGroup,
    tableBlocksPerGroup: inodesPerGroup / layout.inodesPerBlock,
    descriptorBlocks: Math.ceil(groups / layout.descriptorsPerBlock),
    firstInode: superblock.get(sb.firstInode),
    uuid: superblock.pages.read(0).slice(at + sb.uuid, at + sb.uuid + 16),
    checksums: (readOnlyCompatible & layout.readOnlyCompatible.groupChecksum) !== 0,
    sparseSuper2: (superblock.get(sb.compatible) & layout.compatible.sparseSuper2) !== 0,
    backupGroups: [superblock.get(sb.backupGroups), superblock.get(sb.backupGroups + 4)],
  }
}

/** Whether the group begins with a superblock and group descriptors, or copies of them. */
export function hasSuperblock({ sparseSuper2, backupGroups }: Geometry, group: number): boolean {
  if (group === 0) return true
  if (sparseSuper2) return backupGroups.includes(group)
  const isPowerOf = (base: number): boolean => {
    let power = base
    while (power < group) power *= base
    return power === group
  }
  return group === 1 || [3, 5, 7].some(isPowerOf)
}

export const blocksInGroup = ({ blocks, groups }: Geometry, group: number): number =>
  group === groups - 1 ? blocks - group * layout.blocksPerGroup : layout.blocksPerGroup
