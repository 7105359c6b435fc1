import { ErrnoError } from '../../errno.ts'
import type { PageCache } from '../cache/page-cache.ts'
import type { Extents } from './extents.ts'
import type { Inode } from './inode.ts'
import { blockSize, maxFileSize } from './layout.ts'

/** The bytes of files (and of long symlinks). An inode given for a change must be writable. */
export class FileData {
  constructor(
    readonly pages: PageCache,
    readonly extents: Extents,
  ) {}

  read(inode: Inode, offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, inode.size)
    const result = new Uint8Array(Math.max(0, end - offset))
    let at = offset
    while (at < end) {
      const logical = Math.floor(at / blockSize)
      const mapping = this.extents.find(inode, logical)
      const mappedEnd = Math.min(end, (logical + mapping.count) * blockSize)
      if (mapping.start === 0 || mapping.unwritten) {
        at = mappedEnd
        continue
      }
      for (let block = mapping.start; at < mappedEnd; block++) {
        const from = at % blockSize
        const to = Math.min(blockSize, from + mappedEnd - at)
        const page = this.pages.read(block)
        result.set(to - from === blockSize ? page : page.subarray(from, to), at - offset)
        at += to - from
      }
    }
    return result
  }

  write(inode: Inode, offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length
    if (end > maxFileSize) throw new ErrnoError('EFBIG')
    let at = offset
    while (at < end) {
      const logical = Math.floor(at / blockSize)
      const last = Math.floor((end - 1) / blockSize)
      let mapping = this.extents.find(inode, logical)
      const fresh = mapping.start === 0
      if (fresh) {
        const wanted = Math.min(mapping.count, last - logical + 1)
        mapping = {
          ...this.extents.fill(inode, logical, wanted, this.#goal(inode, logical)),
          unwritten: false,
        }
      } else if (mapping.unwritten) {
        this.#makeWritten(inode, logical)
      }
      const mappedEnd = Math.min(end, (logical + mapping.count) * blockSize)
      for (let block = mapping.start; at < mappedEnd; block++) {
        const from = at % blockSize
        const to = Math.min(blockSize, from + mappedEnd - at)
        this.#writePage(block, from, bytes.subarray(at - offset, at - offset + to - from), fresh)
        at += to - from
      }
    }
    if (end > inode.size) inode.size = end
  }

  truncate(inode: Inode, size: number): void {
    if (size > maxFileSize) throw new ErrnoError('EFBIG')
    if (size < inode.size) {
      const tail = size % blockSize
      if (tail !== 0) {
        // What lies behind the end of a file must read as zeros should the file grow again.
        const mapping = this.extents.find(inode, Math.floor(size / blockSize))
        if (mapping.start !== 0 && !mapping.unwritten) this.#clear(mapping.start, tail, blockSize)
      }
      this.extents.cut(inode, Math.ceil(size / blockSize))
    }
    inode.size = size
  }

  #writePage(block: number, from: number, bytes: Uint8Array, fresh: boolean): void {
    if (this.pages.isHole(block) && isZero(bytes)) return
    const page = this.pages.write(block)
    if (fresh && bytes.length < blockSize) page.fill(0)
    page.set(bytes, from)
  }

  #clear(block: number, from: number, to: number): void {
    if (!this.pages.isHole(block)) this.pages.write(block).fill(0, from, to)
  }

  /** Right behind the block before, if there is one. */
  #goal(inode: Inode, logical: number): number {
    if (logical === 0) return 0
    const { start } = this.extents.find(inode, logical - 1)
    return start === 0 ? 0 : start + 1
  }

  #makeWritten(inode: Inode, logical: number): void {
    let first = logical
    while (first > 0 && this.extents.find(inode, first - 1).unwritten) first--
    const { start, count } = this.extents.find(inode, first)
    for (let block = start; block < start + count; block++) this.pages.zero(block)
    this.extents.markWritten(inode, first)
  }
}

/** Four bytes at a time, as far as they lie so: a page a program writes nearly always does. */
function isZero(bytes: Uint8Array): boolean {
  const words = bytes.byteOffset % 4 === 0 ? bytes.length >>> 2 : 0
  const view = new Uint32Array(bytes.buffer, words === 0 ? 0 : bytes.byteOffset, words)
  // Not for-of, which is several times slower on long arrays.
  for (let index = 0; index < words; index++) if (view[index] !== 0) return false
  for (let index = words * 4; index < bytes.length; index++) if (bytes[index] !== 0) return false
  return true
}
