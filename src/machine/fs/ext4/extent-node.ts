import { ErrnoError } from '../../errno.ts'
import { setU16, setU32, u16, u32 } from '../little-endian.ts'

const magic = 0xf30a
const headerSize = 12
const entrySize = 12
/** Lengths above it mark an extent that was preallocated and reads as zeros. */
export const maxExtentLength = 32_768

/**
 * One node of an extent tree: in the inode (4 entries) or in a block of its own (340). A leaf's entries map
 * runs of logical blocks, an index's entries point to the nodes below.
 */
export class ExtentNode {
  readonly capacity: number

  constructor(
    readonly bytes: Uint8Array,
    /** The block it lies in; 0 for the root, which lies in the inode. */
    readonly block: number,
  ) {
    this.capacity = Math.floor((bytes.length - headerSize) / entrySize)
  }

  /** Throws EUCLEAN unless the bytes are a node, of this depth if one is expected. */
  check(depth?: number): this {
    const bad = u16(this.bytes, 0) !== magic || this.count > this.capacity || this.depth > 5
    if (bad || (depth !== undefined && this.depth !== depth)) throw new ErrnoError('EUCLEAN')
    if (this.depth > 0 && this.count === 0) throw new ErrnoError('EUCLEAN')
    return this
  }

  initialize(depth: number): this {
    this.bytes.fill(0)
    setU16(this.bytes, 0, magic)
    setU16(this.bytes, 4, this.capacity)
    setU16(this.bytes, 6, depth)
    return this
  }

  get count(): number {
    return u16(this.bytes, 2)
  }

  set count(count: number) {
    setU16(this.bytes, 2, count)
  }

  /** 0 for a leaf. */
  get depth(): number {
    return u16(this.bytes, 6)
  }

  set depth(depth: number) {
    setU16(this.bytes, 6, depth)
  }

  /** The first logical block of an entry. */
  key(index: number): number {
    return u32(this.bytes, this.#at(index))
  }

  setKey(index: number, logical: number): void {
    setU32(this.bytes, this.#at(index), logical)
  }

  /** Index: the block of the node below. */
  child(index: number): number {
    return u32(this.bytes, this.#at(index) + 4)
  }

  length(index: number): number {
    const length = u16(this.bytes, this.#at(index) + 4)
    return length > maxExtentLength ? length - maxExtentLength : length
  }

  isUnwritten(index: number): boolean {
    return u16(this.bytes, this.#at(index) + 4) > maxExtentLength
  }

  setLength(index: number, length: number): void {
    setU16(this.bytes, this.#at(index) + 4, length)
  }

  /** Leaf: the first block on the disk. */
  start(index: number): number {
    return u32(this.bytes, this.#at(index) + 8)
  }

  setStart(index: number, block: number): void {
    setU32(this.bytes, this.#at(index) + 8, block)
  }

  insertExtent(index: number, logical: number, start: number, length: number): void {
    this.#open(index)
    this.setKey(index, logical)
    this.setLength(index, length)
    setU16(this.bytes, this.#at(index) + 6, 0)
    this.setStart(index, start)
  }

  insertChild(index: number, logical: number, block: number): void {
    this.#open(index)
    this.setKey(index, logical)
    setU32(this.bytes, this.#at(index) + 4, block)
    setU32(this.bytes, this.#at(index) + 8, 0)
  }

  /** Drops the entries from `index` on. */
  cut(index: number): void {
    this.bytes.fill(0, this.#at(index), this.#at(this.count))
    this.count = index
  }

  /** Copies entries [from, to) of another node behind ours. */
  append(other: ExtentNode, from: number, to: number): void {
    this.bytes.set(other.bytes.subarray(other.#at(from), other.#at(to)), this.#at(this.count))
    this.count += to - from
  }

  /** The last entry that begins at or before the logical block, or -1. */
  search(logical: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.key(middle) <= logical) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  #open(index: number): void {
    this.bytes.copyWithin(this.#at(index + 1), this.#at(index), this.#at(this.count))
    this.count++
  }

  #at(index: number): number {
    return headerSize + index * entrySize
  }
}
