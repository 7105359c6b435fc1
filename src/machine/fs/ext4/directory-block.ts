import { ErrnoError } from '../../errno.ts'
import type { FileType, Ino } from '../file-system.ts'
import { setU16, setU32, u16, u32 } from '../little-endian.ts'
import { blockSize } from './layout.ts'

const headerSize = 8
const typeNumbers: Record<FileType, number> = {
  file: 1,
  directory: 2,
  character: 3,
  block: 4,
  fifo: 5,
  socket: 6,
  symlink: 7,
}
const types = Object.keys(typeNumbers) as FileType[]
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const encodeName = (name: string): Uint8Array => encoder.encode(name)
export const entrySize = (nameLength: number): number => (headerSize + nameLength + 3) & ~3

/** An entry of a directory block; `ino` is 0 where it is only room. */
export interface BlockEntry {
  at: number
  /** Up to where the next one begins. */
  length: number
  ino: Ino
  /** Room for another entry, behind this one's name. */
  room: number
}

/** A directory's 4 KiB block: a chain of entries that fills it whole. Throws EUCLEAN where the chain is broken. */
export function* entriesOf(block: Uint8Array): Generator<BlockEntry> {
  for (let at = 0; at < blockSize;) {
    const length = u16(block, at + 4)
    const ino = u32(block, at)
    const used = ino === 0 ? 0 : entrySize(block[at + 6]!)
    if (length < 12 || length % 4 !== 0 || at + length > blockSize || used > length) {
      throw new ErrnoError('EUCLEAN')
    }
    yield { at, length, ino, room: length - used }
    at += length
  }
}

export function nameOf(block: Uint8Array, at: number): string {
  const end = at + headerSize + block[at + 6]!
  let name = ''
  for (let index = at + headerSize; index < end; index++) {
    const byte = block[index]!
    if (byte >= 0x80) return decoder.decode(block.subarray(at + headerSize, end))
    name += String.fromCharCode(byte)
  }
  return name
}

export const typeOf = (block: Uint8Array, at: number): FileType => types[block[at + 7]! - 1] ?? 'file'

function writeEntry(
  block: Uint8Array,
  at: number,
  length: number,
  ino: Ino,
  name: Uint8Array,
  type: FileType,
): void {
  setU32(block, at, ino)
  setU16(block, at + 4, length)
  block[at + 6] = name.length
  block[at + 7] = typeNumbers[type]
  block.set(name, at + headerSize)
}

/** Fills a new block with one entry, or with room. */
export function startBlock(block: Uint8Array, ino: Ino, name: Uint8Array, type: FileType): void {
  block.fill(0)
  writeEntry(block, 0, blockSize, ino, name, type)
}

/** Puts the entry into the first room that is large enough, and returns where; -1 if there is none. */
export function addEntry(block: Uint8Array, ino: Ino, name: Uint8Array, type: FileType): number {
  const needed = entrySize(name.length)
  for (const { at, length, room } of entriesOf(block)) {
    if (room < needed) continue
    if (room < length) setU16(block, at + 4, length - room)
    const where = at + length - room
    writeEntry(block, where, room, ino, name, type)
    return where
  }
  return -1
}

/** Gives the entry's bytes to the one before it, or leaves them as room at the block's beginning. */
export function removeEntry(block: Uint8Array, at: number): void {
  let before: BlockEntry | undefined
  for (const entry of entriesOf(block)) {
    if (entry.at === at) {
      setU32(block, at, 0)
      if (before) setU16(block, before.at + 4, before.length + entry.length)
      return
    }
    before = entry
  }
  throw new ErrnoError('EUCLEAN')
}

export function replaceEntry(block: Uint8Array, at: number, ino: Ino, type: FileType): void {
  setU32(block, at, ino)
  block[at + 7] = typeNumbers[type]
}

/** The largest room in the block. */
export function largestRoom(block: Uint8Array): number {
  let largest = 0
  for (const { room } of entriesOf(block)) largest = Math.max(largest, room)
  return largest
}
