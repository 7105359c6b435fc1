import { ErrnoError } from '../../errno.ts'
import { setU16, setU32, u16, u32 } from '../little-endian.ts'
import type { PageCache } from '../cache/page-cache.ts'
import { setBits } from './bitmap.ts'
import { crc16 } from './crc16.ts'
import { type Geometry, blocksInGroup, hasSuperblock } from './geometry.ts'
import * as layout from './layout.ts'
import { gd, groupFlags } from './layout.ts'

/** The group descriptors, and the two bitmaps that each of them points to. */
export class Groups {
  readonly #number = new Uint8Array(4)

  constructor(
    readonly pages: PageCache,
    public geometry: Geometry,
  ) {}

  get(group: number, field: number): number {
    const { bytes, at } = this.#find(group, false)
    if (field > gd.inodeTable) return u16(bytes, at + field)
    const block = u32(bytes, at + field)
    if (block === 0 || block >= this.geometry.blocks) throw new ErrnoError('EUCLEAN')
    return block
  }

  /** Changes fields and seals the descriptor again. */
  set(group: number, values: readonly (readonly [field: number, value: number])[]): void {
    const { bytes, at } = this.#find(group, true)
    for (const [field, value] of values) {
      if (field <= gd.inodeTable) setU32(bytes, at + field, value)
      else setU16(bytes, at + field, value)
    }
    if (!this.geometry.checksums) return
    setU32(this.#number, 0, group)
    let crc = crc16(0xffff, this.geometry.uuid, 0, 16)
    crc = crc16(crc, this.#number, 0, 4)
    setU16(bytes, at + gd.checksum, crc16(crc, bytes, at, at + gd.checksum))
  }

  add(group: number, field: number, difference: number): void {
    this.set(group, [[field, this.get(group, field) + difference]])
  }

  /** The block bitmap for writing; one that was never used is filled in first. */
  blockBitmap(group: number): Uint8Array {
    const bitmap = this.pages.write(this.get(group, gd.blockBitmap))
    const flags = this.get(group, gd.flags)
    if (this.geometry.checksums && (flags & groupFlags.blocksUninitialized) !== 0) {
      this.#fillBlockBitmap(group, bitmap)
      this.set(group, [[gd.flags, flags & ~groupFlags.blocksUninitialized]])
    }
    return bitmap
  }

  inodeBitmap(group: number): Uint8Array {
    const bitmap = this.pages.write(this.get(group, gd.inodeBitmap))
    const flags = this.get(group, gd.flags)
    if (this.geometry.checksums && (flags & groupFlags.inodesUninitialized) !== 0) {
      bitmap.fill(0)
      setBits(bitmap, this.geometry.inodesPerGroup, layout.blocksPerGroup)
      this.set(group, [[gd.flags, flags & ~groupFlags.inodesUninitialized]])
    }
    return bitmap
  }

  #fillBlockBitmap(group: number, bitmap: Uint8Array): void {
    const { geometry } = this
    const first = group * layout.blocksPerGroup
    bitmap.fill(0)
    setBits(bitmap, blocksInGroup(geometry, group), layout.blocksPerGroup)
    const mark = (block: number, count: number): void => {
      const from = Math.max(0, block - first)
      const to = Math.min(layout.blocksPerGroup, block - first + count)
      if (from < to) setBits(bitmap, from, to)
    }
    if (hasSuperblock(geometry, group)) {
      const reserved = u16(this.pages.read(0), layout.superblockOffset + layout.sb.reservedDescriptorBlocks)
      mark(first, 1 + geometry.descriptorBlocks + reserved)
    }
    mark(this.get(group, gd.blockBitmap), 1)
    mark(this.get(group, gd.inodeBitmap), 1)
    mark(this.get(group, gd.inodeTable), geometry.tableBlocksPerGroup)
  }

  #find(group: number, write: boolean): { bytes: Uint8Array; at: number } {
    const page = 1 + Math.floor(group / layout.descriptorsPerBlock)
    return {
      bytes: write ? this.pages.write(page) : this.pages.read(page),
      at: (group % layout.descriptorsPerBlock) * layout.descriptorSize,
    }
  }
}
