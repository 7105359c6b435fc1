import { boot } from '../boot-data.ts'
import type { FileSystemRoom } from '../../protocol.ts'
import { wallTime } from '../clock.ts'
import { type Inode, typeBits } from './inode.ts'

const blockSize = 4096

const fields = (inode: Inode): number[] => [
  inode.dev,
  typeBits[inode.type] | inode.mode,
  Math.max(0, inode.nlink),
  inode.uid,
  inode.gid,
  inode.rdev,
  blockSize,
  inode.ino,
  inode.size,
  inode.blocks,
  ...[inode.atime, inode.mtime, inode.ctime, inode.birthtime].flatMap((time) => [
    Math.floor(time / 1000),
    Math.round((time - Math.floor(time / 1000) * 1000) * 1e6),
  ]),
]

const inArray = (numbers: number[], bigint: boolean): Float64Array | BigInt64Array =>
  bigint ? BigInt64Array.from(numbers, (number) => BigInt(Math.trunc(number))) : Float64Array.from(numbers)

/** struct stat as lib reads it; a number stands for one of the standard streams. */
export const statArray = (of: Inode | number, bigint: boolean): Float64Array | BigInt64Array =>
  inArray(fields(typeof of === 'number' ? standardStream(of) : of), bigint)

function standardStream(fd: number): Inode {
  const stdio = boot().stdio[fd]
  const type = stdio?.kind === 'tty' ? 'character' : stdio?.kind === 'file' ? 'file' : 'fifo'
  const now = wallTime()
  const { uid, gid } = boot()
  const times = { atime: now, mtime: now, ctime: now, birthtime: now }
  const size = stdio?.kind === 'file' ? stdio.content.length : 0
  return {
    type,
    dev: 1,
    ino: fd + 1,
    mode: 0o620,
    uid,
    gid,
    nlink: 1,
    rdev: 0x8800,
    size,
    blocks: 0,
    ...times,
  }
}

export function statFsArray(room: FileSystemRoom | undefined, bigint: boolean): Float64Array | BigInt64Array {
  const { type, blockSize, blocks, free, available, files, filesFree } = room ?? {
    type: 0x9fa0, blockSize: 4096, blocks: 0, free: 0, available: 0, files: 0, filesFree: 0,
  } // prettier-ignore
  return inArray([type, blockSize, blockSize, blocks, free, available, files, filesFree], bigint)
}
