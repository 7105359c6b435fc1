import type { FileType, Ino } from '../file-system.ts'
import { setU16, setU32, u16, u32 } from '../little-endian.ts'

const typeBits: Record<FileType, number> = {
  fifo: 0x1000,
  character: 0x2000,
  directory: 0x4000,
  block: 0x6000,
  file: 0x8000,
  symlink: 0xa000,
  socket: 0xc000,
}
const types = new Map(Object.entries(typeBits).map(([type, bits]) => [bits, type as FileType]))

const extentsFlag = 0x80000
const indexFlag = 0x1000
const hugeFileFlag = 0x40000

/** Where the extent tree's root, or a short symlink's target, stands in the inode. */
export const contentOffset = 0x28
const contentLength = 60

type Time = 'atime' | 'mtime' | 'ctime' | 'birthtime'
const timeFields: Record<Time, readonly [seconds: number, extra: number]> = {
  atime: [0x08, 0x8c],
  ctime: [0x0c, 0x84],
  mtime: [0x10, 0x88],
  birthtime: [0x90, 0x94],
}

/** An inode's 256 bytes, wherever they lie. Writable only if it was asked for to write. */
export class Inode {
  constructor(
    readonly ino: Ino,
    readonly bytes: Uint8Array,
    readonly at: number,
    /** Its blocks are withheld: the file has no name any more. */
    readonly unlisted: boolean,
  ) {}

  /** Undefined for a free inode, and for what no Unix knows. */
  get type(): FileType | undefined {
    return types.get(this.#get16(0x00) & 0xf000)
  }

  get mode(): number {
    return this.#get16(0x00) & 0o7777
  }

  set mode(mode: number) {
    this.#set16(0x00, (this.#get16(0x00) & 0xf000) | (mode & 0o7777))
  }

  get uid(): number {
    return this.#get16(0x02) + this.#get16(0x78) * 65_536
  }

  set uid(uid: number) {
    this.#set16(0x02, uid)
    this.#set16(0x78, uid >>> 16)
  }

  get gid(): number {
    return this.#get16(0x18) + this.#get16(0x7a) * 65_536
  }

  set gid(gid: number) {
    this.#set16(0x18, gid)
    this.#set16(0x7a, gid >>> 16)
  }

  get size(): number {
    return this.#get32(0x04) + this.#get32(0x6c) * 2 ** 32
  }

  set size(size: number) {
    this.#set32(0x04, size)
    this.#set32(0x6c, Math.floor(size / 2 ** 32))
  }

  get links(): number {
    return this.#get16(0x1a)
  }

  set links(links: number) {
    this.#set16(0x1a, links)
  }

  /** In units of 512 bytes, with the extent tree's own blocks. */
  get sectors(): number {
    const sectors = this.#get32(0x1c) + this.#get16(0x74) * 2 ** 32
    return this.#get32(0x20) & hugeFileFlag ? sectors * 8 : sectors
  }

  set sectors(sectors: number) {
    this.#set32(0x1c, sectors)
    this.#set16(0x74, Math.floor(sectors / 2 ** 32))
    this.#set32(0x20, this.#get32(0x20) & ~hugeFileFlag)
  }

  get hasExtents(): boolean {
    return (this.#get32(0x20) & extentsFlag) !== 0
  }

  set hasExtents(yes: boolean) {
    this.#set32(0x20, yes ? this.#get32(0x20) | extentsFlag : this.#get32(0x20) & ~extentsFlag)
  }

  /** A hashed directory of a real Linux reads as a linear one; once changed it is a linear one. */
  dropIndex(): void {
    this.#set32(0x20, this.#get32(0x20) & ~indexFlag)
  }

  /** major * 256 + minor. */
  get device(): number {
    const old = this.#get32(contentOffset)
    if (old !== 0) return old & 0xffff
    const encoded = this.#get32(contentOffset + 4)
    return ((encoded >>> 8) & 0xfff) * 256 + ((encoded & 0xff) | ((encoded >>> 12) & 0xfff00))
  }

  set device(device: number) {
    const old = device < 65_536
    this.#set32(contentOffset, old ? device : 0)
    this.#set32(contentOffset + 4, old ? 0 : device)
  }

  /** Seconds, for fsck: when a deleted inode was deleted. */
  set deleted(seconds: number) {
    this.#set32(0x14, seconds)
  }

  /** Milliseconds since the epoch, to the nanosecond as far as the number goes; until the year 2446. */
  time(name: Time): number {
    const [field, extra] = timeFields[name]
    const high = this.#get32(extra)
    const seconds = (this.#get32(field) | 0) + (high & 3) * 2 ** 32
    return seconds * 1000 + (high >>> 2) / 1_000_000
  }

  setTime(name: Time, milliseconds: number): void {
    const [field, extra] = timeFields[name]
    const seconds = Math.min(Math.max(Math.floor(milliseconds / 1000), -(2 ** 31)), 3 * 2 ** 32 + 2 ** 31 - 1)
    const nanoseconds = Math.round((milliseconds - Math.floor(milliseconds / 1000) * 1000) * 1_000_000)
    const epoch = Math.floor((seconds + 2 ** 31) / 2 ** 32)
    this.#set32(field, seconds)
    this.#set32(extra, Math.min(nanoseconds, 999_999_999) * 4 + epoch)
  }

  /** Clears all 256 bytes and begins a node of this type. */
  initialize(type: FileType, node: { mode: number; uid: number; gid: number }, now: number): void {
    this.bytes.fill(0, this.at, this.at + 256)
    this.#set16(0x00, typeBits[type])
    this.mode = node.mode
    this.uid = node.uid
    this.gid = node.gid
    // 32 bytes are used behind the first 128.
    this.#set16(0x80, 32)
    for (const time of Object.keys(timeFields)) this.setTime(time as Time, now)
  }

  /** The 60 bytes of the extent tree's root or of a short symlink. */
  get content(): Uint8Array {
    return this.bytes.subarray(this.at + contentOffset, this.at + contentOffset + contentLength)
  }

  #get16(field: number): number {
    return u16(this.bytes, this.at + field)
  }

  #set16(field: number, value: number): void {
    setU16(this.bytes, this.at + field, value)
  }

  #get32(field: number): number {
    return u32(this.bytes, this.at + field)
  }

  #set32(field: number, value: number): void {
    setU32(this.bytes, this.at + field, value)
  }
}
