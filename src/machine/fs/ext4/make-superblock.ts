import { setU16, setU32 } from '../little-endian.ts'
import { inodesPerGroup } from './group-layout.ts'
import type { Inode } from './inode.ts'
import * as layout from './layout.ts'
import { sb } from './layout.ts'
import type { Plan } from './make-plan.ts'

interface Facts {
  label: string
  freeBlocks: number
  journal: Inode
  /** Milliseconds. */
  time: number
}

const all = (flags: Record<string, number>): number =>
  Object.values(flags).reduce((sum, flag) => sum | flag, 0)

export function writeSuperblock(
  page: Uint8Array,
  plan: Plan,
  { label, freeBlocks, journal, time }: Facts,
): void {
  const { geometry } = plan
  const bytes = page.subarray(layout.superblockOffset)
  const seconds = Math.floor(time / 1000)
  const inodes = geometry.groups * inodesPerGroup
  const words: readonly (readonly [field: number, value: number])[] = [
    [sb.inodes, inodes],
    [sb.blocks, geometry.blocks],
    [sb.reservedBlocks, reservedBlocks(geometry.blocks)],
    [sb.freeBlocks, freeBlocks],
    [sb.freeInodes, inodes - layout.firstInode],
    [sb.logBlockSize, 2],
    [sb.logClusterSize, 2],
    [sb.blocksPerGroup, layout.blocksPerGroup],
    [sb.clustersPerGroup, layout.blocksPerGroup],
    [sb.inodesPerGroup, inodesPerGroup],
    [sb.writeTime, seconds],
    [sb.lastCheck, seconds],
    [sb.creatorOs, 0], // Linux
    [sb.revision, 1],
    [sb.firstInode, layout.firstInode],
    [sb.compatible, all(layout.compatible)],
    [sb.incompatible, all(layout.incompatible)],
    [sb.readOnlyCompatible, all(layout.readOnlyCompatible)],
    [sb.journalInode, layout.journalInode],
    [sb.mountOptions, 0x0c], // user_xattr, acl
    [sb.mkfsTime, seconds],
    [sb.flags, 1], // signed directory hashes
  ]
  const halves: readonly (readonly [field: number, value: number])[] = [
    [sb.maxMounts, 0xffff], // no check by number of mounts
    [sb.magic, layout.superblockMagic],
    [sb.state, 1], // clean
    [sb.errors, 1], // go on
    [sb.inodeSize, layout.inodeSize],
    [sb.reservedDescriptorBlocks, plan.reservedDescriptorBlocks],
    [sb.minExtraSize, 32],
    [sb.wantExtraSize, 32],
  ]
  for (const [field, value] of words) setU32(bytes, field, value)
  for (const [field, value] of halves) setU16(bytes, field, value)
  bytes.set(geometry.uuid, sb.uuid)
  bytes.set(geometry.uuid, sb.hashSeed)
  bytes.set(encodeLabel(label), sb.label)
  bytes[sb.journalBackupType] = 1
  bytes.set(journal.content, sb.journalBlocks)
  setU32(bytes, sb.journalBlocks + 16 * 4, journal.size)
  bytes[sb.logGroupsPerFlex] = Math.max(4, Math.ceil(Math.log2(geometry.groups)))
}

/** 5 % are root's. */
export const reservedBlocks = (blocks: number): number => Math.floor(blocks / 20)

/** As much as fits into 16 bytes, in whole characters. */
function encodeLabel(label: string): Uint8Array {
  const bytes = new Uint8Array(16)
  new TextEncoder().encodeInto(label, bytes)
  return bytes
}
