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

// A directory's 4 KiB block is a chain of entries that fills it whole; a loop over it goes
// for (let at = 0; at < blockSize; at += lengthAt(block, at))

/** From the entry to the next one. Throws EUCLEAN where the chain is broken. */
export function lengthAt(block: Uint8Array, at: number): number {
  const length = u16(block, at + 4)
  const isBroken = length < 12 || length % 4 !== 0 || at + length > blockSize || usedAt(block, at) > length
  if (isBroken) throw new ErrnoError('EUCLEAN')
  return length
}

/** 0 where the entry is only room. */
export const inoAt = (block: Uint8Array, at: number): Ino => u32(block, at)

const usedAt = (block: Uint8Array, at: number): number =>
  inoAt(block, at) === 0 ? 0 : entrySize(block[at + 6]!)

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

/** Where an entry was put (-1: there was no room large enough), and the largest room in the block afterwards. */
export interface Added {
  at: number
  largestRoom: number
}

/** Puts the entry into the first room that is large enough. */
export function addEntry(block: Uint8Array, ino: Ino, name: Uint8Array, type: FileType): Added {
  const needed = entrySize(name.length)
  const added: Added = { at: -1, largestRoom: 0 }
  let length: number
  for (let at = 0; at < blockSize; at += length) {
    length = lengthAt(block, at)
    const used = usedAt(block, at)
    let room = length - used
    if (added.at < 0 && room >= needed) {
      if (used > 0) setU16(block, at + 4, used)
      added.at = at + used
      writeEntry(block, added.at, room, ino, name, type)
      room -= needed
    }
    if (room > added.largestRoom) added.largestRoom = room
  }
  return added
}

/** Gives the entry's bytes to the one before it, or leaves them as room at the block's beginning. */
export function removeEntry(block: Uint8Array, entry: number): void {
  let before = -1
  for (let at = 0; at < entry; at += lengthAt(block, at)) before = at
  const length = lengthAt(block, entry)
  setU32(block, entry, 0)
  if (before >= 0) setU16(block, before + 4, lengthAt(block, before) + length)
}

export function replaceEntry(block: Uint8Array, at: number, ino: Ino, type: FileType): void {
  setU32(block, at, ino)
  block[at + 7] = typeNumbers[type]
}

/** The largest room in the block. */
export function largestRoom(block: Uint8Array): number {
  let largest = 0
  let length: number
  for (let at = 0; at < blockSize; at += length) {
    length = lengthAt(block, at)
    largest = Math.max(largest, length - usedAt(block, at))
  }
  return largest
}
