import { ErrnoError } from '../../errno.ts'
import type { PageCache } from '../cache/page-cache.ts'
import type { DirectoryEntry, FileType, Ino } from '../file-system.ts'
import * as block from './directory-block.ts'
import type { Extents } from './extents.ts'
import type { Inode } from './inode.ts'
import { blockSize } from './layout.ts'

interface Slot {
  ino: Ino
  type: FileType
  /** Where the entry stands: logical block and offset in it. */
  block: number
  at: number
}

/** What the blocks of a directory say, for quick look-ups: derived, and forgotten when in doubt. */
interface Index {
  names: Map<string, Slot>
  parent: Ino
  /** Per block, the largest room in it. */
  rooms: number[]
}

/** Above this many remembered names all are forgotten. */
const rememberedNames = 200_000

/** Directories as lists of entries in linear blocks. An inode given for a change must be writable. */
export class Directories {
  readonly #indexes = new Map<Ino, Index>()
  #remembered = 0

  constructor(
    readonly pages: PageCache,
    readonly extents: Extents,
  ) {}

  find(directory: Inode, name: string): Ino | undefined {
    const index = this.#index(directory)
    if (name === '.') return directory.ino
    if (name === '..') return index.parent
    return index.names.get(name)?.ino
  }

  list(directory: Inode): DirectoryEntry[] {
    return [...this.#index(directory).names].map(([name, { ino, type }]) => ({ name, ino, type }))
  }

  isEmpty(directory: Inode): boolean {
    return this.#index(directory).names.size === 0
  }

  /** The first block of a new directory, with `.` and `..`. */
  initialize(directory: Inode, parent: Ino): void {
    const { start } = this.extents.fill(directory, 0, 1, 0)
    writeFirstBlock(this.pages.write(start), directory.ino, parent)
    directory.size = blockSize
  }

  add(directory: Inode, name: string, ino: Ino, type: FileType): void {
    const index = this.#index(directory)
    const bytes = block.encodeName(name)
    const needed = block.entrySize(bytes.length)
    directory.dropIndex()
    let logical = index.rooms.findIndex((room) => room >= needed)
    let at = 0
    if (logical < 0) {
      logical = index.rooms.length
      const previous = this.#locate(directory, logical - 1)
      const { start } = this.extents.fill(directory, logical, 1, previous + 1)
      block.startBlock(this.pages.write(start), ino, bytes, type)
      directory.size = (logical + 1) * blockSize
      index.rooms.push(blockSize - needed)
    } else {
      const page = this.pages.write(this.#locate(directory, logical))
      const added = block.addEntry(page, ino, bytes, type)
      at = added.at
      index.rooms[logical] = added.largestRoom
    }
    index.names.set(name, { ino, type, block: logical, at })
    this.#remembered++
  }

  remove(directory: Inode, name: string): void {
    const index = this.#index(directory)
    const slot = this.#slot(index, name)
    directory.dropIndex()
    const page = this.pages.write(this.#locate(directory, slot.block))
    block.removeEntry(page, slot.at)
    index.rooms[slot.block] = block.largestRoom(page)
    index.names.delete(name)
    this.#remembered--
  }

  /** Lets a name that is there mean another file. */
  replace(directory: Inode, name: string, ino: Ino, type: FileType): void {
    const index = this.#index(directory)
    const slot = this.#slot(index, name)
    block.replaceEntry(this.pages.write(this.#locate(directory, slot.block)), slot.at, ino, type)
    index.names.set(name, { ...slot, ino, type })
  }

  setParent(directory: Inode, parent: Ino): void {
    const page = this.pages.write(this.#locate(directory, 0))
    // `..` is always the second entry.
    block.replaceEntry(page, block.lengthAt(page, 0), parent, 'directory')
    this.forget(directory.ino)
  }

  /** After a rollback nothing that was derived in between may be trusted. */
  forgetAll(): void {
    this.#indexes.clear()
    this.#remembered = 0
  }

  forget(directory: Ino): void {
    this.#remembered -= this.#indexes.get(directory)?.names.size ?? 0
    this.#indexes.delete(directory)
  }

  #slot(index: Index, name: string): Slot {
    const slot = index.names.get(name)
    if (!slot) throw new ErrnoError('ENOENT')
    return slot
  }

  #index(directory: Inode): Index {
    let index = this.#indexes.get(directory.ino)
    if (index) return index
    index = this.#read(directory)
    if (this.#remembered > rememberedNames) this.forgetAll()
    this.#remembered += index.names.size
    this.#indexes.set(directory.ino, index)
    return index
  }

  #read(directory: Inode): Index {
    // Directories have no holes: a size beyond the allocated blocks is forged, and might be enormous.
    if (directory.size > directory.sectors * 512) throw new ErrnoError('EUCLEAN')
    const index: Index = { names: new Map(), parent: 0, rooms: [] }
    for (let logical = 0; logical < directory.size / blockSize; logical++) {
      const page = this.pages.read(this.#locate(directory, logical))
      for (let at = 0; at < blockSize; at += block.lengthAt(page, at)) {
        const ino = block.inoAt(page, at)
        if (ino === 0) continue
        const name = block.nameOf(page, at)
        if (name === '..') index.parent = ino
        else if (name === '' || name.includes('/') || name.includes('\0')) throw new ErrnoError('EUCLEAN')
        else if (name !== '.')
          index.names.set(name, { ino, type: block.typeOf(page, at), block: logical, at })
      }
      index.rooms.push(block.largestRoom(page))
    }
    if (index.parent === 0) throw new ErrnoError('EUCLEAN')
    return index
  }

  #locate(directory: Inode, logical: number): number {
    const { start, unwritten } = this.extents.find(directory, logical)
    if (start === 0 || unwritten) throw new ErrnoError('EUCLEAN')
    return start
  }
}

export function writeFirstBlock(page: Uint8Array, self: Ino, parent: Ino): void {
  block.startBlock(page, self, block.encodeName('.'), 'directory')
  block.addEntry(page, parent, block.encodeName('..'), 'directory')
}
